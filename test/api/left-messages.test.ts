/** Messages whose process is gone: they are found, listed, sent, and sent once (R-MSG-3). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listOf } from '../../store/messages/messages.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { startSweeper, type Sweeper } from '../../usecases/owed/sweeper.ts';
import { redeliveryWorkflowId } from '../../workflows/messages/redelivery.ts';
import { individual } from '../support/orders/applicants.ts';
import { sampleSms, stepOfMessages } from '../support/orders/stored-messages.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let operator: Person;
let sweeper: Sweeper;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
  sweeper = startSweeper(withDefaults(bench.deps), SELDOM);
});
afterAll(async () => {
  sweeper.stop();
  await bench.close();
});

/** The tests say when to sweep. */
const SELDOM = { everyMs: 3_600_000 };

let mobiles = 0;
const mobile = (): string => `1370013${String((mobiles += 1)).padStart(4, '0')}`;
const store = () => ({ db: bench.database, vault: bench.vault });
const sentTo = (to: string): number => bench.parties.sms.sent.filter((sms) => sms.to === to).length;

/** Nobody has tried the messages of a case for hours. */
async function longAgo(caseId: string): Promise<void> {
  const hoursAgo = new Date(Date.now() - 5 * 3_600_000);
  await bench.database
    .updateTable('messages')
    .set({ created_at: hoursAgo, tried_at: null, claimed_until: null })
    .where('case_id', '=', caseId as CaseId)
    .execute();
}

const delivered = (id: string): Promise<unknown> =>
  bench.temporal.workflow.getHandle(redeliveryWorkflowId(id)).result();
const leftOf = async (orderId: string) =>
  succeeded(await operator.get(`/v1/messages/undelivered?state=left&orderId=${orderId}`)).body.messages;

describe('a message that no process delivers', () => {
  test('is listed, and goes out once although several look for it', async () => {
    const to = mobile();
    const step = await stepOfMessages(store(), [sampleSms(to)]);
    const [message] = await step.log();
    expect(await leftOf(step.orderId)).toEqual([]);
    await longAgo(step.orderId);
    expect(await leftOf(step.orderId)).toMatchObject([{ id: message?.id, status: 'PENDING' }]);
    const { counts } = succeeded(await operator.get('/v1/messages/undelivered')).body;
    expect(counts).toContainEqual(expect.objectContaining({ state: 'left', messages: 1 }));

    const other = startSweeper(withDefaults(bench.deps), SELDOM);
    await Promise.all([sweeper.sweep(), other.sweep()]);
    other.stop();
    await delivered(message?.id ?? '');
    expect(await step.log()).toMatchObject([{ status: 'SENT' }]);
    expect(sentTo(to)).toBe(1);
    expect(await leftOf(step.orderId)).toEqual([]);
    await sweeper.sweep();
    expect(sentTo(to)).toBe(1);
  });

  test('holds no other up: one that cannot be sent waits for its own next turn', async () => {
    const [bad, good] = [mobile(), mobile()];
    const steps = [await stepOfMessages(store(), [sampleSms(bad)]), await stepOfMessages(store(), [sampleSms(good)])];
    bench.parties.sms.turns.set(bad, ['refuse']);
    for (const { orderId } of steps) await longAgo(orderId);
    await sweeper.sweep();
    for (const step of steps) await delivered((await step.log())[0]?.id ?? '');
    expect(await steps[0]?.log()).toMatchObject([{ status: 'FAILED' }]);
    expect(sentTo(good)).toBe(1);
  });
});

test('a decision of a filing that was terminated reaches the applicant', async () => {
  const applicant = await bench.as('applicant');
  const reviewer = await bench.as('reviewer');
  const form = individual();
  const to = form.people['P1']?.mobile ?? '';
  const id = await bench.order(applicant, form, 'PRELIM_REVIEW');
  bench.parties.sms.turns.set(
    to,
    Array.from({ length: 50 }, () => 'down'),
  );
  await reviewer.act(id, 'claim');
  const items = [{ path: 'websites.W1.name', code: 'NAME_UNCLEAR', advice: 'Choose another name.' }];
  expect((await reviewer.act(id, 'reject', { items })).body).toMatchObject({ outcome: 'APPLIED' });
  await bench.temporal.workflow.getHandle(id).terminate('as an operator does in Temporal UI');
  bench.parties.sms.turns.delete(to);
  const before = sentTo(to);

  await longAgo(id);
  await sweeper.sweep();
  const pending = (await listOf(bench.database, bench.vault, id as CaseId)).filter(({ code }) => code === 'N-2');
  await Promise.all(pending.filter(({ channel }) => channel === 'SMS').map((message) => delivered(message.id)));
  expect(sentTo(to)).toBeGreaterThan(before);
  const { body } = succeeded(await applicant.get(`/v1/orders/${id}/messages`));
  expect(body.messages).toContainEqual(expect.objectContaining({ code: 'N-2', channel: 'SMS', status: 'SENT' }));
});
