import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { oneAttempted, sampleSms, stepOfMessages, taken } from '../../test/support/orders/stored-messages.ts';
import { closeDeliveryTasks, markError, markFailed, markHeld, markSent, stillPending } from './delivery.ts';
import { reopenMessage } from './undelivered.ts';
import { markReceipt } from './receipts.ts';
import { closeTask, listTasks } from '../tasks/tasks.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const arrears = { at: MONDAY_MORNING, errorCode: 'isv.OUT_OF_SERVICE' };

describe('delivery', () => {
  test('A-142: delivery counts attempts, and a receipt proves that the message arrived', async () => {
    const { db } = store;
    const { orderId, message, attempt, log } = await oneAttempted(store);
    const { id } = message;
    await markError(db, id, 'CHANNEL_DOWN');
    expect(await attempt()).toMatchObject([{ id, attempts: 2, lastError: 'CHANNEL_DOWN' }]);
    await markSent(db, [taken(message, `ref-${id}`)]);
    expect(await attempt()).toEqual([]);
    const receipt = { reference: `ref-${id}`, outcome: 'DELIVERED', at: later(MONDAY_MORNING, 5_000) } as const;
    expect(await markReceipt(db, receipt)).toEqual({ caseId: orderId, id });
    expect(await markReceipt(db, { ...receipt, outcome: 'FAILED', errorCode: 'LATE' })).toEqual({
      caseId: orderId,
      id,
    });
    expect(await log()).toMatchObject([
      { status: 'DELIVERED', attempts: 2, lastError: undefined, settledAt: receipt.at, sentAt: MONDAY_MORNING },
    ]);
  });

  test('a receipt that names no message of ours changes nothing', async () => {
    const receipt = { reference: 'not ours', outcome: 'DELIVERED', at: MONDAY_MORNING } as const;
    expect(await markReceipt(store.db, receipt)).toBeUndefined();
  });

  test('R-MSG-3: a message that is given up stands in the log, and an operator is told', async () => {
    const { db } = store;
    const { message, attempt, log, tasks } = await oneAttempted(store);
    await markFailed(db, message, { at: MONDAY_MORNING, errorCode: 'NUMBER_UNKNOWN' });
    expect(await attempt()).toEqual([]);
    expect(await log()).toMatchObject([{ status: 'FAILED', lastError: 'NUMBER_UNKNOWN', settledAt: MONDAY_MORNING }]);
    expect(await tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
  });
});

describe('two deliveries at the same time', () => {
  test('never take the same message', async () => {
    const step = await stepOfMessages(store, [sampleSms('13800138000'), sampleSms('13900139000')]);
    const attempted = await Promise.all([step.attempt(), step.attempt(), step.attempt()]);
    expect(attempted.flat()).toHaveLength(2);
    expect(await stillPending(store.db, step)).toEqual({ errors: ['UNDER_WAY', 'UNDER_WAY'], held: false });
  });

  test('take only those that were asked for', async () => {
    const step = await stepOfMessages(store, [sampleSms('13800138000'), sampleSms('13900139000')]);
    const [first] = await step.log();
    const messageIds = [first?.id ?? ''];
    expect(await stillPending(store.db, { ...step, messageIds })).toMatchObject({ errors: ['UNDER_WAY'] });
    if (first) await markSent(store.db, [taken(first)]);
    expect(await stillPending(store.db, { ...step, messageIds })).toMatchObject({ errors: [] });
    expect((await step.attempt()).map(({ address }) => address)).toHaveLength(1);
  });
});

describe('a message whose lease ended without a word', () => {
  const over = (id: string, change: { no_word_since?: Date } = {}) =>
    store.db
      .updateTable('messages')
      .set({ claimed_until: new Date(Date.now() - 1), ...change })
      .where('id', '=', id)
      .execute();

  test('is waited for once, and taken over when nothing was said in that time either', async () => {
    const { message, attempt } = await oneAttempted(store);
    await over(message.id);
    expect(await attempt()).toEqual([]);
    expect(await attempt()).toEqual([]);
    await over(message.id);
    expect(await attempt()).toMatchObject([{ id: message.id, attempts: 2 }]);
  });

  test('is waited for anew after Postgres was away, because nobody could say anything', async () => {
    const { message, attempt } = await oneAttempted(store);
    await over(message.id, { no_word_since: new Date(0) });
    expect(await attempt()).toEqual([]);
    await over(message.id);
    expect(await attempt()).toMatchObject([{ id: message.id, attempts: 2 }]);
  });

  test('is not taken over when its word comes meanwhile', async () => {
    const { message, attempt, log } = await oneAttempted(store);
    await over(message.id);
    await attempt();
    await markSent(store.db, [taken(message, 'late')]);
    await over(message.id);
    expect(await attempt()).toEqual([]);
    expect(await log()).toMatchObject([{ status: 'SENT', reference: 'late', sentAt: MONDAY_MORNING, attempts: 1 }]);
  });
});

test('a word about a sending that failed later says nothing about the next sending', async () => {
  const { message, log } = await oneAttempted(store);
  const failed = { outcome: 'FAILED', at: MONDAY_MORNING, errorCode: 'UNREACHABLE' } as const;
  await markReceipt(store.db, { ...failed, reference: 'first', key: `beian-${message.id}` });
  await reopenMessage(store.db, message.id, 'operator-1');
  await markSent(store.db, [taken(message, 'first')]);
  expect(await log()).toMatchObject([{ status: 'PENDING', resends: 1, sentAt: undefined }]);
});

describe('R-MSG-3: a message that waits for a person', () => {
  test('stays pending and is tried again, and operators get one task for the step', async () => {
    const step = await stepOfMessages(store, [sampleSms('13800138000'), sampleSms('13900139000')]);
    const both = await step.attempt();
    for (const message of both) await markHeld(store.db, message, arrears);
    expect(await step.log()).toMatchObject(
      both.map(() => ({ status: 'PENDING', lastError: 'isv.OUT_OF_SERVICE', heldAt: MONDAY_MORNING })),
    );
    expect(await step.tasks()).toEqual(['MESSAGE_NEEDS_PERSON']);
    expect(await stillPending(store.db, step)).toMatchObject({ held: true });
    expect(await step.attempt()).toHaveLength(2);
  });

  test('does not open its task again at every try, once somebody has closed it', async () => {
    const { message, orderId, attempt, log, tasks } = await oneAttempted(store);
    await markHeld(store.db, message, arrears);
    const [task] = (await listTasks(store.db, { caseId: orderId })).tasks;
    await closeTask(store.db, task?.id ?? '', 'operator-1', MONDAY_MORNING);
    await attempt();
    await markHeld(store.db, message, { at: later(MONDAY_MORNING, 3_600_000), errorCode: 'isv.AMOUNT_NOT_ENOUGH' });
    expect(await tasks()).toEqual([]);
    expect(await log()).toMatchObject([{ lastError: 'isv.AMOUNT_NOT_ENOUGH', heldAt: MONDAY_MORNING }]);
  });

  test('ends its task by itself when every message of the step was sent', async () => {
    const step = await stepOfMessages(store, [sampleSms('13800138000'), sampleSms('13900139000')]);
    const [one, other] = await step.attempt();
    for (const message of [one, other]) if (message) await markHeld(store.db, message, arrears);
    const close = () => closeDeliveryTasks(store.db, { ...step, at: MONDAY_MORNING });
    if (one) await markSent(store.db, [taken(one)]);
    await close();
    expect(await step.tasks()).toEqual(['MESSAGE_NEEDS_PERSON']);
    if (other) await markSent(store.db, [taken(other)]);
    await close();
    expect(await step.tasks()).toEqual([]);
    expect(await step.log()).toMatchObject([{ heldAt: undefined }, { heldAt: undefined }]);
  });

  test('that was sent meanwhile is not held any more', async () => {
    const { message, log, tasks } = await oneAttempted(store);
    await markSent(store.db, [taken(message)]);
    await markHeld(store.db, message, arrears);
    expect(await log()).toMatchObject([{ status: 'SENT', lastError: undefined }]);
    expect(await tasks()).toEqual([]);
  });
});
