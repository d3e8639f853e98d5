/** Face checks through the API: opened here and taken at the vendor. Only the vendor's own answer counts as the result (§5.3). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import request from 'supertest';
import { AskPersonError, RetryableError } from '../../adapters/delivery-faults.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { PAGE_SCRIPT } from '../../api/face-check/pages.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
  const operator = await bench.as('operator');
  const often = { key: 'authenticity.askEverySeconds', scope: {}, validFrom: '2026-01-01', value: 0, source: 'A test' };
  succeeded(await operator.put('/v1/policies', [often]));
});
beforeEach(() => {
  const { liveness } = bench.parties;
  Object.assign(liveness, { browserScript: undefined, trouble: undefined });
  liveness.turns.length = 0;
});
afterAll(() => bench.close());

const RETRY = { status: 'FAIL', cause: 'PERSON', reason: '2016 FACE_DIFFERS', tries: 'LEFT' } as const;
const SCRIPT = 'https://o.alicdn.com/yd-cloudauth/cloudauth-cdn/jsvm_all.js';

interface FaceChecks {
  id: string;
  applicant: Person;
  start: (body?: object) => ReturnType<Person['post']>;
  open: (body?: object) => Promise<{ reference: string; sessionId: string; url: string; expiresAt: string }>;
  all: () => Promise<object[]>;
  /** Waits until the history shows that the filing has heard of this number of results. */
  heard: (count: number) => Promise<object[]>;
}

async function draft(): Promise<FaceChecks> {
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'FILLED');
  const path = `/v1/orders/${id}/people/P1/liveness`;
  const start = (body?: object) => applicant.post(path, body);
  return {
    id,
    applicant,
    start,
    open: async (body) => succeeded(await start(body)).body,
    all: async () => succeeded(await applicant.get(path)).body.checks,
    async heard(count) {
      const steps = bench.steps(id);
      for (;;) {
        const { body } = succeeded(await applicant.get(`/v1/orders/${id}/history`));
        const told = body.entries.filter(({ action }: { action: string }) => action === 'livenessResult');
        if (told.length >= count) return told;
        if ((await steps.next()).done === true) throw new Error('the filing did not hear of the face check');
      }
    },
  };
}

describe('a face check', () => {
  test('that was failed may be tried again until the person comes back, and a later pass under the link counts', async () => {
    const { open, applicant, id, all, heard } = await draft();
    const { reference, sessionId } = await open();
    const { results } = bench.parties.liveness;
    results.set(reference, RETRY);
    const refresh = () => applicant.post(`/v1/orders/${id}/people/P1/liveness/${sessionId}/refresh`).expect(200);
    expect((await refresh()).body.status).toBe('STARTED');

    await bench.comeBack(reference).expect(200);
    expect((await refresh()).body).toMatchObject({
      status: 'FAILED',
      cause: 'PERSON',
      reason: '2016 FACE_DIFFERS',
      advice: expect.stringContaining('good light'),
    });
    expect(await heard(1)).toHaveLength(1);

    results.set(reference, { status: 'PASS' });
    await bench.comeBack(reference).expect(200);
    expect(await all()).toMatchObject([{ status: 'PASSED' }]);
    expect(await heard(2)).toHaveLength(2);
    const { body: checklist } = await applicant.get(`/v1/orders/${id}/checklist`);
    expect(checklist.people).toEqual([{ personId: 'P1', faceCheck: 'PASS', fails: 0, step: 'UPLOAD' }]);

    results.set(reference, RETRY);
    await bench.comeBack(reference).expect(200);
    expect(await all()).toMatchObject([{ status: 'PASSED' }]);
  });

  test('that ended without a statement about the person counts as no fail', async () => {
    const { open, applicant, id, all } = await draft();
    const { reference } = await open();
    const expired = { status: 'EXPIRED', cause: 'LINK_EXPIRED', reason: '15', tries: 'OVER' } as const;
    bench.parties.liveness.results.set(reference, expired);
    await bench.comeBack(reference).expect(200);
    expect(await all()).toMatchObject([{ status: 'EXPIRED', cause: 'LINK_EXPIRED' }]);
    const { body: checklist } = await applicant.get(`/v1/orders/${id}/checklist`);
    expect(checklist.people).toEqual([{ personId: 'P1', faceCheck: 'MISSING', fails: 0, step: 'UPLOAD' }]);
  });

  test('may be asked about by staff too', async () => {
    const { open, id } = await draft();
    const { reference, sessionId } = await open();
    bench.parties.liveness.results.set(reference, { status: 'PASS' });
    const reviewer = await bench.as('reviewer');
    const { body } = await reviewer.post(`/v1/orders/${id}/people/P1/liveness/${sessionId}/refresh`).expect(200);
    expect(body.status).toBe('PASSED');
  });

  test('has a link that is valid as long as the vendor and the policy say', async () => {
    const { open } = await draft();
    expect((await open()).expiresAt).toMatch(/^2026-02-09T11:3\d/); // two hours of both
    const { terms } = bench.parties.liveness;
    Object.assign(bench.parties.liveness, { terms: { linkMinutes: 30, graceMinutes: 60 } });
    expect((await (await draft()).open()).expiresAt).toMatch(/^2026-02-09T10:0\d/);
    Object.assign(bench.parties.liveness, { terms });
  });
});

describe('a person who comes back from the vendor', () => {
  test('sees a page that names nobody, whatever the address says', async () => {
    const { open } = await draft();
    const { reference } = await open();
    for (const query of ['', '?BizToken=unknown', `?BizToken=${reference}&Extra=x`, '?response=nonsense']) {
      const { text, headers } = await request(bench.app).get(`/v1/liveness/return${query}`).expect(200);
      expect(text).toContain('您可以关闭此页面');
      expect(text).toContain('You may close this page');
      expect(text).not.toMatch(/李雷|BA20|face-/);
      expect(headers['content-type']).toContain('text/html');
    }
  });

  test('is known by the response of Alibaba Cloud as well, whose result is not believed', async () => {
    const { open, all } = await draft();
    const { reference } = await open();
    bench.parties.liveness.results.set(reference, { ...RETRY, tries: 'OVER' });
    const response = JSON.stringify({ code: 1000, reason: '', extInfo: { certifyId: reference } });
    await request(bench.app).get('/v1/liveness/return').query({ response }).expect(200);
    expect(await all()).toMatchObject([{ status: 'FAILED' }]);
  });

  test('is sent on to the page that the check names, or else to the portal’s', async () => {
    const app = bench.appWith({ faceCheckReturnPage: 'https://portal.example/done' });
    const back = (reference: string) => request(app).get(`/v1/liveness/return?BizToken=${reference}`).expect(303);
    const plain = await (await draft()).open();
    expect((await back(plain.reference)).headers['location']).toBe('https://portal.example/done');
    const own = await (await draft()).open({ returnUrl: 'https://beian.example/orders/1' });
    expect((await back(own.reference)).headers['location']).toBe('https://beian.example/orders/1');
    expect(bench.parties.liveness.started.at(-1)?.returnUrl).toBe('https://beian.example/v1/liveness/return');

    const foreign = await (await draft()).start({ returnUrl: 'https://evil.example/' });
    expect(foreign.body).toMatchObject({ status: 422, errors: [{ path: 'returnUrl', code: 'FOREIGN_ADDRESS' }] });
  });

  test('is sent on although the vendor cannot be asked', async () => {
    const { open, all } = await draft();
    const { reference } = await open();
    bench.parties.liveness.trouble = new RetryableError('down');
    await bench.comeBack(reference).expect(200);
    expect(await all()).toMatchObject([{ status: 'STARTED' }]);
  });
});

describe('a call by Alibaba Cloud', () => {
  const path = '/v1/webhooks/liveness/alibaba';
  const call = (query: object) => {
    const app = bench.appWith({ faceCheckCallbackToken: 'a-callback-token' });
    return request(app).get(path).query(query).expect(200, { status: 'OK' });
  };

  test('is answered 200 before anything is known, and without parameters', async () => {
    await call({});
    await request(bench.app).get(path).expect(200);
  });

  test('with our token makes Beian ask the vendor, and the result in the call is not believed', async () => {
    const { open, all } = await draft();
    const { reference } = await open();
    bench.parties.liveness.results.set(reference, { ...RETRY, tries: 'OVER' });
    await call({ CallbackToken: 'a-callback-token', certifyId: reference, passed: 'T' });
    expect(await all()).toMatchObject([{ status: 'FAILED' }]);
  });

  test('without our token, or with another one, makes nobody ask', async () => {
    const { open } = await draft();
    const { reference } = await open();
    await call({ certifyId: reference, passed: '200' });
    await call({ callbackToken: 'another-token-here', certifyId: reference, passed: '200' });
    expect(bench.parties.liveness.asked).not.toContain(reference);
  });
});

describe('no face check is opened', () => {
  test('for nobody, or without name or number', async () => {
    const { applicant, id, start } = await draft();
    const unknown = await applicant.post(`/v1/orders/${id}/people/P7/liveness`);
    expect(unknown.body).toMatchObject({ status: 404, code: 'UNKNOWN_PERSON' });
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, { people: { P1: { documentNumber: null } } }));
    expect((await start()).body).toMatchObject({
      status: 409,
      code: 'INCOMPLETE',
      errors: [{ path: 'people.P1.documentNumber', code: 'MISSING' }],
    });
  });

  test.each([
    ['IDENTITY', '2006', 'people.P1.documentNumber', 'IDENTITY_REFUSED'],
    ['NAME_TOO_LONG', 'NAME_TOO_LONG', 'people.P1.name', 'NAME_TOO_LONG'],
    ['NOT_POSSIBLE', '417', 'people.P1', 'NOT_POSSIBLE'],
    ['DEVICE', 'NO_CERTIFY_URL', 'metaInfo', 'DEVICE'],
  ] as const)('when the vendor refuses with %s, and the answer says so', async (why, code, path, told) => {
    const { start } = await draft();
    bench.parties.liveness.turns.push({ status: 'REFUSED', why, code });
    const { body } = await start();
    expect(body).toMatchObject({ status: 422, code: 'FACE_CHECK_REFUSED', errors: [{ path, code: told }] });
  });

  test('before tomorrow, when the limit of the vendor for one day is reached', async () => {
    const { start, open } = await draft();
    bench.parties.liveness.turns.push({ status: 'REFUSED', why: 'TOO_OFTEN', code: '418' });
    const refused = await start();
    expect(refused.body).toMatchObject({ status: 429, code: 'TOO_MANY', title: expect.stringContaining('tomorrow') });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3600);

    const { reference } = await open();
    const tooOften = { status: 'EXPIRED', cause: 'TOO_OFTEN', reason: '2018', tries: 'OVER' } as const;
    bench.parties.liveness.results.set(reference, tooOften);
    await bench.comeBack(reference);
    expect((await start()).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
  });

  test('more than twenty times a day', async () => {
    const { start, open } = await draft();
    for (let opened = 0; opened < 20; opened += 1) await open();
    expect((await start()).body).toMatchObject({ status: 429, code: 'TOO_MANY' });
  });

  test.each([
    ['PASSPORT', 'E12345678'],
    ['FOREIGN_PERMANENT_RESIDENCE_CARD', '911124198108030024'],
  ])(
    'for a person with a %s, and a reviewer may then allow the photo without any try',
    async (documentType, documentNumber) => {
      const { applicant, id, start, heard } = await draft();
      const person = { documentType, documentNumber };
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, { people: { P1: person } }));
      const advice = { path: 'people.P1.documentType', message: expect.stringContaining('photo') };
      expect((await start()).body).toMatchObject({ status: 422, errors: [advice] });
      expect((await start()).body).toMatchObject({ status: 422, errors: [advice] });
      expect(bench.parties.liveness.started.some((one) => one.documentNumber === documentNumber)).toBe(false);
      expect(await heard(1)).toHaveLength(1);
      const { body: checklist } = await applicant.get(`/v1/orders/${id}/checklist`);
      expect(checklist.people).toEqual([{ personId: 'P1', faceCheck: 'FAIL', fails: 3, step: 'UPLOAD' }]);
      const reviewer = await bench.as('reviewer');
      await reviewer.act(id, 'allowPhoto', { personId: 'P1' });
    },
  );

  test('when the vendor’s account needs attention, and an operator gets a task and the log has the vendor’s code', async () => {
    const lines: string[] = [];
    const app = bench.appWith({ log: pino({ level: 'error' }, { write: (line) => lines.push(line) }) });
    const { id, applicant } = await draft();
    bench.parties.liveness.turns.push(new AskPersonError('not set up', '412'));
    const { body } = await applicant.at(app).post(`/v1/orders/${id}/people/P1/liveness`);
    expect(body).toMatchObject({ status: 503, code: 'PARTY_UNAVAILABLE' });
    expect(lines.join('\n')).toContain('"errorCode":"412"');
    const operator = await bench.as('operator');
    const { body: tasks } = await operator.get(`/v1/tasks?orderId=${id}`).expect(200);
    expect(tasks.tasks).toMatchObject([{ kind: 'FACE_CHECK_NEEDS_PERSON' }]);
  });

  test('without the description of the browser, where the vendor asks for it', async () => {
    const { start, open } = await draft();
    bench.parties.liveness.browserScript = SCRIPT;
    const { body } = await start();
    expect(body).toMatchObject({ status: 422, errors: [{ path: 'metaInfo', code: 'MISSING' }] });
    expect(body.errors[0].message).toContain(SCRIPT);
    await open({ metaInfo: '{"deviceType":"h5"}' });
    expect(bench.parties.liveness.started.at(-1)?.metaInfo).toBe('{"deviceType":"h5"}');
  });
});

describe('a link for the phone', () => {
  const linkOf = async ({ applicant, id }: FaceChecks) => {
    const { body } = succeeded(await applicant.post(`/v1/orders/${id}/people/P1/liveness/link`));
    return new URL(body.url).pathname;
  };

  test('opens a page that describes the browser and goes on to the vendor, without signing in', async () => {
    bench.parties.liveness.browserScript = SCRIPT;
    const checks = await draft();
    const path = await linkOf(checks);
    const { text, headers } = await request(bench.app).get(path).expect(200);
    expect(text).toContain(`<script src="${SCRIPT}">`);
    expect(text).not.toMatch(/李雷|BA20/);
    expect(headers['content-security-policy']).toContain("script-src 'self' https://o.alicdn.com;");
    await request(bench.app)
      .get('/v1/liveness/page.js')
      .expect('Content-Type', /javascript/)
      .expect(200, PAGE_SCRIPT);

    const { body } = await request(bench.app).post(path).send({ metaInfo: '{"deviceType":"h5"}' }).expect(201);
    expect(body.url).toMatch(/^https:\/\/vendor\.example\//);
    expect(await checks.all()).toMatchObject([{ status: 'STARTED' }]);
  });

  test('opens such a page for a vendor that needs no description too, and loads nothing from elsewhere then', async () => {
    const path = await linkOf(await draft());
    const { text, headers } = await request(bench.app).get(path).expect(200);
    expect(text).not.toMatch(/https?:/);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    await request(bench.app).post(path).send({}).expect(201);
  });

  test('is valid for two hours and one person, and names nobody', async () => {
    const path = await linkOf(await draft());
    expect(decodeURIComponent(path)).not.toMatch(/李雷|\d{17}[\dX]/);
    const forged = `${path.slice(0, -4)}AAAA`;
    await request(bench.app)
      .get(forged)
      .expect(404)
      .expect(/链接无效/);
    await request(bench.app).post(forged).send({}).expect(404);
    const later = bench.appWith({ now: () => Date.now() + 2 * 3_600_000 + 60_000 });
    await request(later).get(path).expect(404);
    const another = bench.appWith({ linkSecrets: ['another-secret'] });
    await request(another).get(path).expect(404);
    const rotated = bench.appWith({ linkSecrets: ['another-secret', ...bench.deps.linkSecrets] });
    await request(rotated).get(path).expect(200);
  });

  test('answers problems like the API does', async () => {
    const checks = await draft();
    const path = await linkOf(checks);
    bench.parties.liveness.turns.push({ status: 'REFUSED', why: 'NOT_POSSIBLE', code: '417' });
    const { body } = await request(bench.app).post(path).send({}).expect(422);
    expect(body).toMatchObject({ code: 'FACE_CHECK_REFUSED' });
    await checks.applicant.act(checks.id, 'abandon');
    expect((await request(bench.app).post(path).send({})).body).toMatchObject({ status: 409, code: 'WRONG_STAGE' });
  });
});
