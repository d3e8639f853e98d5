import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { present } from '../../domain/present.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { oneAttempted, sampleSms, stepOfMessages, taken } from '../../test/support/orders/stored-messages.ts';
import { closeDeliveryTasks, markError, markFailed, markHeld, markSent } from './delivery.ts';
import { deliveryKey } from './delivery-key.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { countUndelivered, reopenMessage, resendable, undelivered, type UndeliveredFilter } from './undelivered.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const because = (errorCode: string) => ({ at: MONDAY_MORNING, errorCode });
const BY = 'operator-1';

async function failed(errorCode = 'UNDELIV') {
  const step = await oneAttempted(store);
  await markFailed(store.db, step.message, because(errorCode));
  return step;
}

async function held(errorCode = 'isv.OUT_OF_SERVICE') {
  const step = await oneAttempted(store);
  await markHeld(store.db, step.message, because(errorCode));
  return step;
}

const list = async (filter: UndeliveredFilter): Promise<string[]> =>
  (await undelivered(store.db, store.vault, filter, { limit: 50 })).messages.map(({ id }) => id).toSorted();

describe('messages that did not go out', () => {
  test('are listed across orders by reason, held ones and given-up ones', async () => {
    const [one, other, third] = [await failed('REASON-A'), await held('REASON-A'), await failed('REASON-B')];
    await oneAttempted(store);
    const ids = [one, other].map(({ message }) => message.id).toSorted();
    expect(await list({ errorCode: 'REASON-A' })).toEqual(ids);
    expect(await list({ errorCode: 'REASON-A', state: 'HELD' })).toEqual([other.message.id]);
    expect(await list({ errorCode: 'REASON-A', state: 'FAILED' })).toEqual([one.message.id]);
    expect(await list({ caseId: third.orderId })).toEqual([third.message.id]);
    expect(await list({ errorCode: 'REASON-A', channel: 'EMAIL' })).toEqual([]);
    const counts = await countUndelivered(store.db);
    expect(counts).toEqual(
      expect.arrayContaining([
        { errorCode: 'REASON-A', channel: 'SMS', state: 'HELD', messages: 1 },
        { errorCode: 'REASON-A', channel: 'SMS', state: 'FAILED', messages: 1 },
        { errorCode: 'REASON-B', channel: 'SMS', state: 'FAILED', messages: 1 },
      ]),
    );
  });

  test('are listed when their number has had enough for the day, with a state of their own', async () => {
    const { message } = await oneAttempted(store);
    await markError(store.db, message.id, 'ADDRESS_BUDGET');
    expect(await list({ errorCode: 'ADDRESS_BUDGET' })).toEqual([message.id]);
    expect(await list({ errorCode: 'ADDRESS_BUDGET', state: 'KEPT_BACK' })).toEqual([message.id]);
    expect(await list({ errorCode: 'ADDRESS_BUDGET', state: 'LEFT' })).toEqual([]);
    const kept = { errorCode: 'ADDRESS_BUDGET', channel: 'SMS', state: 'KEPT_BACK', messages: 1 };
    expect(await countUndelivered(store.db)).toContainEqual(kept);
  });

  test('are not listed when their vendor was asked and is only away for a moment', async () => {
    const { message } = await oneAttempted(store);
    await markError(store.db, message.id, 'ETIMEDOUT');
    expect(await list({ errorCode: 'ETIMEDOUT' })).toEqual([]);
  });

  test('come page by page', async () => {
    const numbers = Array.from({ length: 5 }, (_, index) => sampleSms(`1380013800${index}`));
    const step = await stepOfMessages(store, numbers);
    for (const message of await step.attempt()) await markFailed(store.db, message, because('PAGED'));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = { limit: 2, ...present({ cursor }) };
      const found = await undelivered(store.db, store.vault, { errorCode: 'PAGED' }, page);
      seen.push(...found.messages.map(({ id }) => id));
      cursor = found.cursor;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

describe('a message that is to be sent again', () => {
  test('has all its tries again and a new name for the carrier, also when it is asked for twice', async () => {
    const { message, orderId, attempt, log } = await failed();
    const place = { caseId: orderId, source: 'filing', seq: 1 };
    expect(await reopenMessage(store.db, message.id, BY)).toEqual(place);
    expect(await reopenMessage(store.db, message.id, BY)).toEqual(place);
    expect(await log()).toMatchObject([{ status: 'PENDING', attempts: 0, resends: 1, settledAt: undefined }]);
    const [again] = await attempt();
    expect(deliveryKey({ id: message.id, resends: again?.resends ?? 0 })).toBe(`beian-${message.id}-1`);
  });

  test('keeps its name when it was only held', async () => {
    const { message, log } = await held();
    await reopenMessage(store.db, message.id, BY);
    expect(await log()).toMatchObject([{ status: 'PENDING', attempts: 0, resends: 0, heldAt: MONDAY_MORNING }]);
  });

  test('ends the task about it when it was sent', async () => {
    const { message, tasks, orderId } = await failed();
    await reopenMessage(store.db, message.id, BY);
    await closeDeliveryTasks(store.db, { caseId: orderId, seq: 1, at: MONDAY_MORNING });
    expect(await tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
    await markSent(store.db, [taken({ ...message, resends: 1 })]);
    await closeDeliveryTasks(store.db, { caseId: orderId, seq: 1, at: MONDAY_MORNING });
    expect(await tasks()).toEqual([]);
  });

  test('is left alone when it went out meanwhile', async () => {
    const { message, log } = await held();
    await markSent(store.db, [taken(message)]);
    expect(await resendable(store.db, message.id)).toBe('SENT');
    expect(await reopenMessage(store.db, message.id, BY)).toBeUndefined();
    expect(await log()).toMatchObject([{ status: 'SENT' }]);
  });

  test('cannot be sent once its order was erased', async () => {
    const { message, orderId } = await failed();
    expect(await resendable(store.db, message.id)).toBe('YES');
    await eraseOrder(store.db, store.vault, orderId, MONDAY_MORNING);
    expect(await resendable(store.db, message.id)).toBe('ERASED');
    expect(await reopenMessage(store.db, message.id, BY)).toBeUndefined();
    expect(await resendable(store.db, '00000000-0000-4000-8000-000000000000')).toBe('UNKNOWN');
  });
});
