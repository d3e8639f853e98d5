/** Operators see messages that did not go out, and have them sent again (R-MSG-3). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { markFailed, markHeld, markSent } from '../../store/messages/delivery.ts';
import { eraseOrder } from '../../store/orders/erasure.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { MONDAY_MORNING } from '../support/orders/stored-orders.ts';
import { sampleSms, stepOfMessages, taken } from '../support/orders/stored-messages.ts';
import { redeliveryWorkflowId } from '../../workflows/messages/redelivery.ts';

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const store = () => ({ db: bench.database, vault: bench.vault });
let numbers = 0;
const mobile = (): string => `138${String(numbers++).padStart(8, '0')}`;

/** An SMS that was given up or is held, for a reason of its own unless one is given. */
async function notSent(state: 'held' | 'failed', errorCode: string = `REASON-${randomUUID()}`) {
  const to = mobile();
  const step = await stepOfMessages(store(), [sampleSms(to)]);
  const [message] = await step.attempt();
  if (message === undefined) throw new Error('no message was written');
  const mark = state === 'held' ? markHeld : markFailed;
  await mark(bench.database, message, { at: MONDAY_MORNING, errorCode });
  return { ...step, id: message.id, message, to, errorCode };
}

/** Ends when what was started for a message has ended. */
const redelivered = (id: string): Promise<unknown> =>
  bench.temporal.workflow.getHandle(redeliveryWorkflowId(id)).result();
const sentTo = (to: string): number => bench.parties.sms.sent.filter((sms) => sms.to === to).length;

describe('messages that did not go out', () => {
  test('are listed across orders by reason, with masked addresses and without their text', async () => {
    const { errorCode, id, orderId } = await notSent('held');
    const other = await notSent('failed', errorCode);
    const { body } = succeeded(await operator.get(`/v1/messages/undelivered?error=${errorCode}`));
    expect(body.messages).toHaveLength(2);
    const held = body.messages.find((message: { id: string }) => message.id === id);
    expect(held).toMatchObject({
      orderId,
      code: 'N-2',
      status: 'PENDING',
      lastError: errorCode,
      heldSince: '2026-03-02T09:30:00+08:00',
      address: expect.stringMatching(/^138\*{4}\d{4}$/),
    });
    expect(held).not.toHaveProperty('params');
    expect(body.counts).toEqual(
      expect.arrayContaining([
        { error: errorCode, channel: 'SMS', state: 'held', messages: 1 },
        { error: errorCode, channel: 'SMS', state: 'failed', messages: 1 },
      ]),
    );
    const failed = await operator.get(`/v1/messages/undelivered?error=${errorCode}&state=failed`);
    expect(failed.body.messages).toMatchObject([{ id: other.id }]);
    const first = await operator.get(`/v1/messages/undelivered?error=${errorCode}&limit=1`);
    const next = await operator.get(`/v1/messages/undelivered?error=${errorCode}&limit=1&cursor=${first.body.cursor}`);
    expect(next.body.messages[0].id).not.toBe(first.body.messages[0].id);
    expect(next.body).not.toHaveProperty('cursor');
  });
});

describe('sending again', () => {
  test.each(['failed', 'held'] as const)(
    'a message that was %s goes out, and its task ends by itself',
    async (state) => {
      const { id, to, log, tasks } = await notSent(state);
      expect(await tasks()).toHaveLength(1);
      const { status, body } = await operator.post(`/v1/messages/${id}/resend`);
      expect({ status, body }).toEqual({ status: 202, body: { messages: 1 } });
      await redelivered(id);
      expect(await log()).toMatchObject([{ status: 'SENT' }]);
      expect(sentTo(to)).toBe(1);
      expect(await tasks()).toEqual([]);
    },
  );

  test('reaches all messages of one reason and no others', async () => {
    const one = await notSent('failed');
    const other = await notSent('held', one.errorCode);
    const unconcerned = await notSent('failed');
    const { body } = succeeded(await operator.post('/v1/messages/resend', { error: one.errorCode }));
    expect(body).toEqual({ messages: 2 });
    await Promise.all([one.id, other.id].map(redelivered));
    expect([one, other, unconcerned].map(({ to }) => sentTo(to))).toEqual([1, 1, 0]);
  });

  test('happens once, however often it is asked for at the same time', async () => {
    const { id, to, log } = await notSent('failed');
    await Promise.all(Array.from({ length: 5 }, () => operator.post(`/v1/messages/${id}/resend`)));
    await redelivered(id);
    expect(await log()).toMatchObject([{ status: 'SENT' }]);
    expect(sentTo(to)).toBe(1);
  });

  test('is refused for messages that were sent, erased or never existed', async () => {
    const { id, message } = await notSent('held');
    await markSent(bench.database, [taken(message)]);
    const resend = (which: string) => operator.post(`/v1/messages/${which}/resend`);
    expect((await resend(id)).body).toMatchObject({ status: 409, code: 'CONFLICT' });
    expect((await resend(randomUUID())).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    const erased = await notSent('failed');
    await eraseOrder(bench.database, bench.vault, erased.orderId, MONDAY_MORNING);
    expect((await resend(erased.id)).body).toMatchObject({ status: 410, code: 'ERASED' });
    const { body } = succeeded(await operator.post('/v1/messages/resend', { error: erased.errorCode }));
    expect(body).toEqual({ messages: 0 });
  });

  test('tries like every delivery, and gives up a message that is refused again', async () => {
    const { id, to, log, tasks } = await notSent('failed');
    bench.parties.sms.turns.set(to, ['refuse']);
    succeeded(await operator.post(`/v1/messages/${id}/resend`));
    await redelivered(id);
    expect(await log()).toMatchObject([{ status: 'FAILED', lastError: 'REFUSED' }]);
    expect(await tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
  });
});
