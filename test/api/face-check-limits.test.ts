/** What face checks cost is bounded, and a link opens a check of the person it was made for only (R-AUTH-6, R-AUTH-8). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { RetryableError } from '../../adapters/delivery-faults.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
beforeEach(() => {
  const { liveness } = bench.parties;
  liveness.trouble = undefined;
  liveness.turns.length = 0;
});
afterAll(() => bench.close());

async function draft() {
  const applicant = await bench.as('applicant');
  const form = individual();
  const id = await bench.order(applicant, form, 'FILLED');
  const path = `/v1/orders/${id}/people/P1/liveness`;
  const documentNumber = form.people['P1']?.documentNumber;
  return {
    id,
    applicant,
    path,
    start: () => applicant.post(path),
    open: async () => succeeded(await applicant.post(path)).body,
    /** How often the vendor was asked to open a check of this person. */
    opened: () => bench.parties.liveness.started.filter((one) => one.documentNumber === documentNumber).length,
    link: async () => new URL(succeeded(await applicant.post(`${path}/link`)).body.url).pathname,
    change: async (person: object) =>
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, { people: { P1: person } })),
  };
}

const tally = (answers: readonly { status: number }[], status: number) =>
  answers.filter((one) => one.status === status).length;

describe('the tries of one person on one day', () => {
  test('are twenty, also when many are asked for at the same moment', async () => {
    const { start, opened } = await draft();
    const answers = await Promise.all(Array.from({ length: 23 }, start));
    expect([tally(answers, 201), tally(answers, 429)]).toEqual([20, 3]);
    expect(opened()).toBe(20);
  });

  test('are used up by what the vendor refuses, too', async () => {
    const { start } = await draft();
    const { turns } = bench.parties.liveness;
    const refused = { status: 'REFUSED', why: 'IDENTITY', code: '2006' } as const;
    turns.push(...Array.from({ length: 22 }, () => refused));
    for (let tries = 0; tries < 20; tries += 1) expect((await start()).status).toBe(422);
    expect((await start()).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
    expect(turns).toHaveLength(2);
  });

  test('are bounded for the whole order as well, whoever stands in the form', async () => {
    const operator = await bench.as('operator');
    const value = { perPerson: 20, perOrder: 3 };
    const row = { key: 'authenticity.startsPerDay', scope: {}, validFrom: '2026-01-01', value, source: 'A test' };
    succeeded(await operator.put('/v1/policies', [row]));
    const { applicant, id, start } = await draft();
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, { people: { P2: individual().people['P1'] } }));
    for (const status of [201, 201]) expect((await start()).status).toBe(status);
    const second = () => applicant.post(`/v1/orders/${id}/people/P2/liveness`);
    expect((await second()).status).toBe(201);
    expect((await second()).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
    expect((await start()).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
    succeeded(await operator.put('/v1/policies', [{ ...row, value: { perPerson: 20, perOrder: 60 } }]));
  });
});

describe('the vendor is asked about one check', () => {
  const asked = (reference: string) => bench.parties.liveness.asked.filter((one) => one === reference).length;
  const back = (app: typeof bench.app, reference: string) =>
    request(app).get(`/v1/liveness/return?BizToken=${reference}`).expect(200);

  test('once, however often strangers call the return page and people ask for the result', async () => {
    const { open, applicant, path } = await draft();
    const { reference, sessionId } = await open();
    const refresh = () => applicant.post(`${path}/${sessionId}/refresh`).expect(200);
    await Promise.all([...Array.from({ length: 12 }, () => back(bench.app, reference)), refresh(), refresh()]);
    expect(asked(reference)).toBe(1);
    await refresh();
    expect(asked(reference)).toBe(1);
  });

  test('again after ten seconds', async () => {
    const { open } = await draft();
    const { reference } = await open();
    await back(bench.app, reference);
    const after = (seconds: number) => bench.appWith({ now: () => Date.now() + seconds * 1000 });
    await back(after(5), reference);
    expect(asked(reference)).toBe(1);
    await back(after(11), reference);
    expect(asked(reference)).toBe(2);
  });

  test('no more often when it does not answer', async () => {
    const { open } = await draft();
    const { reference } = await open();
    bench.parties.liveness.trouble = new RetryableError('down');
    for (let calls = 0; calls < 5; calls += 1) await back(bench.app, reference);
    expect(asked(reference)).toBe(1);
  });
});

describe('a link for the phone', () => {
  const opens = async (path: string) => (await request(bench.app).get(path)).status;
  const starts = async (path: string) => (await request(bench.app).post(path).send({})).status;
  const both = async (path: string) => [await opens(path), await starts(path)];

  test('opens nothing once another person stands in the place, and again a check of the person it was made for', async () => {
    const { link, change, opened } = await draft();
    const path = await link();
    const other = individual().people['P1'];
    await change({ name: other?.name, documentNumber: other?.documentNumber });
    expect(await both(path)).toEqual([404, 404]);
    expect(opened()).toBe(0);
    expect(await both(await link())).toEqual([200, 201]);
  });

  test('goes on when the person corrects what does not say who they are', async () => {
    const { link, change } = await draft();
    const path = await link();
    await change({ email: 'another@example.cn' });
    expect(await both(path)).toEqual([200, 201]);
  });

  test('may be opened again after a fail, and not after the pass it led to', async () => {
    const { link, applicant, path: checks } = await draft();
    const path = await link();
    expect(await starts(path)).toBe(201);
    const last = () => bench.parties.liveness.started.length;
    expect(await starts(path)).toBe(201);
    const { body } = await request(bench.app).post(path).send({}).expect(201);
    const reference = new URL(body.url).pathname.split('/').at(-1) ?? '';
    bench.parties.liveness.results.set(reference, { status: 'PASS' });
    await bench.comeBack(reference).expect(200);
    expect(succeeded(await applicant.get(checks)).body.checks.at(-1)).toMatchObject({ status: 'PASSED' });
    const before = last();
    expect(await both(path)).toEqual([404, 404]);
    expect(last()).toBe(before);
  });
});
