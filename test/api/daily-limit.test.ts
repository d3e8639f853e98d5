/**
 * How often a day somebody may do one thing to one order: whoever goes on is put off before anything is signalled, and nobody
 * is kept from something else.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { withDefaults } from '../../api/dependencies.ts';
import { startSweeper } from '../../usecases/owed/sweeper.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

const LIMIT = 5;
const EDITS = 12;

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
  const value = { applicant: LIMIT, staff: LIMIT, party: LIMIT, edits: EDITS };
  const row = { key: 'order.actionsPerDay', scope: {}, validFrom: '2026-01-01', value, source: 'A test' };
  succeeded(await operator.put('/v1/policies', [row]));
});
afterAll(() => bench.close());

/** How many signals have reached the filing. */
async function signalsTo(id: string): Promise<number> {
  const { events } = await bench.temporal.workflow.getHandle(id).fetchHistory();
  return (events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes != null).length;
}

async function expectPutOff(call: Promise<{ body: object; headers: Record<string, string> }>): Promise<void> {
  const { body, headers } = await call;
  expect(body).toMatchObject({ status: 429, code: 'TOO_MANY' });
  const seconds = Number(headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(86_401);
}

describe('a customer', () => {
  test('who submits and withdraws over and over is put off until tomorrow, and may still abandon the order', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    for (let times = 0; times < LIMIT; times += 1) {
      await applicant.act(id, 'submitForReview', { confirmed: true });
      await applicant.act(id, 'withdraw');
    }
    const before = await signalsTo(id);
    await expectPutOff(applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } }));
    expect(await signalsTo(id)).toBe(before);
    await applicant.act(id, 'abandon');
  });

  test('whose submission the filing refuses over and over is put off too', async () => {
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'CONFIRMATION');
    bench.parties.assets.failing.set(form.websites['W1']?.domain ?? '', 'down');
    const submit = () => applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    for (let times = 0; times < LIMIT; times += 1)
      expect((await submit()).body).toMatchObject({ status: 409, code: 'LOOK_UP_UNAVAILABLE' });
    const before = await signalsTo(id);
    await expectPutOff(submit());
    expect(await signalsTo(id)).toBe(before);
  });

  test('who submits a draft that lacks something hears what it lacks without troubling the filing', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const before = await signalsTo(id);
    for (let times = 0; times <= LIMIT; times += 1) {
      const refused = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
      expect(refused.body).toMatchObject({ status: 409, code: 'INCOMPLETE' });
      expect(refused.body.errors).toContainEqual(expect.objectContaining({ path: 'documents.entity-certificate' }));
    }
    expect(await signalsTo(id)).toBe(before);
  });

  test('who edits a draft to and fro saves every edit, and the filing hears of the last state with the submission', async () => {
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'CONFIRMATION');
    const save = async (mailingAddress: string | null) =>
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, { entity: { mailingAddress } })).body.settled;
    let settled = true;
    for (let times = 0; times <= EDITS && settled; times += 1) {
      settled = await save(times % 2 === 0 ? null : (form.entity.mailingAddress ?? ''));
    }
    expect(settled).toBe(false);
    const before = await signalsTo(id);
    await save(null);
    await save(form.entity.mailingAddress ?? '');
    expect(await signalsTo(id)).toBe(before);
    expect(succeeded(await applicant.act(id, 'submitForReview', { confirmed: true })).body.to).toBe('PRELIM_REVIEW');
  });
});

describe('somebody of the staff', () => {
  test('who claims and releases over and over is put off, may still decide, and keeps no colleague out', async () => {
    const id = await bench.order(await bench.as('applicant'), individual(), 'PRELIM_REVIEW');
    const [reviewer, colleague] = [await bench.as('reviewer'), await bench.as('reviewer')];
    for (let times = 0; times < LIMIT; times += 1) {
      await reviewer.act(id, 'claim');
      await reviewer.act(id, 'release');
    }
    await expectPutOff(reviewer.post(`/v1/orders/${id}/actions/claim`));
    await colleague.act(id, 'claim');
    await colleague.act(id, 'release');
    await reviewer.act(id, 'approve');
  });

  test('who noted too much can still have the order ended', async () => {
    const id = await bench.order(await bench.as('applicant'), individual(), 'OPEN');
    for (let times = 0; times < LIMIT; times += 1) await operator.act(id, 'annotate', { note: 'once more' });
    await expectPutOff(operator.post(`/v1/orders/${id}/actions/annotate`, { data: { note: 'once more' } }));
    await operator.act(id, 'operatorCancel', { reason: 'asked by the customer' });
    await (await bench.as('operator')).act(id, 'consentToCancel');
  });
});

test('the provider’s systems that report over and over are heard again tomorrow, and nothing they said is lost', async () => {
  const id = await bench.order(await bench.as('applicant'), individual(), 'FILLED');
  const report = (event: number) =>
    operator.post(`/v1/instances/i-${id}-W1/events`, { event: 'RENEWED', eventId: `renewal-${event}` });
  for (let times = 0; times < LIMIT; times += 1)
    expect(succeeded(await report(times)).body).toEqual({ filingsTold: 1, filingsOwed: 0 });
  await bench.outcome(id, `instanceRenewed:renewal-${LIMIT - 1}:W1`);
  const before = await signalsTo(id);
  expect(succeeded(await report(LIMIT)).body).toEqual({ filingsTold: 0, filingsOwed: 1 });
  expect(await signalsTo(id)).toBe(before);
  const tomorrow = () => Date.now() + 86_400_000;
  const sweeper = startSweeper(
    { ...withDefaults(bench.deps), now: tomorrow },
    { everyMs: 3_600_000, withinMs: 60_000 },
  );
  await sweeper.sweep();
  sweeper.stop();
  expect(await bench.outcome(id, `instanceRenewed:renewal-${LIMIT}:W1`)).toMatchObject({ action: 'instanceRenewed' });
});

test('a bureau that repeats itself is put off for a minute, and what the order waits for is never put off', async () => {
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
  const say = (event: string, data: object) =>
    bench.webhook({ eventId: `evt-${randomUUID()}`, orderId: id, event, data });
  for (let times = 0; times < LIMIT; times += 1)
    expect((await say('smsReturned', { handOver: 1 })).body).toEqual({ status: 'ACCEPTED' });
  const putOff = await say('smsReturned', { handOver: 1 });
  expect(putOff.body).toMatchObject({ status: 429, code: 'TOO_MANY' });
  expect(putOff.headers['retry-after']).toBe('60');

  await (await bench.as('reviewer')).act(id, 'approve');
  await (await bench.as('reviewer')).act(id, 'forwardToBureau');
  const steps = bench.steps(id);
  while ((await applicant.get(`/v1/orders/${id}`)).body.stage === 'READY_FOR_BUREAU') await steps.next();
  await steps.return?.();
  expect((await say('smsReturned', { handOver: 1 })).body).toEqual({ status: 'ACCEPTED' });
});
