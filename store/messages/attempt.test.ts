/** What one number or mailbox takes a day over all orders, whoever named it in a form. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleSms, stepOfMessages, type StepOfMessages } from '../../test/support/orders/stored-messages.ts';
import { sampleOrder } from '../../test/support/orders/stored-orders.ts';
import type { OrderId } from '../../domain/identifiers.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const TWO = { sms: 2, email: 3 };
const DAY_MS = 86_400_000;

/** Whether each message of an attempt may be sent. */
const sendable = async (step: StepOfMessages, budget = TWO): Promise<boolean[]> =>
  (await step.attempt(budget)).map(({ isOverBudget }) => !isOverBudget);

/** A step of an order of its own with one SMS, and whether it may be sent. */
const sms = async (address: string, code: 'N-1' | 'N-2' | 'N-3' | 'N-5' | 'N-6' = 'N-2'): Promise<boolean> =>
  (await sendable(await stepOfMessages(store, [sampleSms(address, { code })])))[0] ?? false;

const another = (() => {
  let issued = 0;
  return () => `1380099${String((issued += 1)).padStart(4, '0')}`;
})();

/** An attempt that reported that it could not send; the next may begin. */
const reported = (orderId: OrderId) =>
  store.db.updateTable('messages').set({ claimed_until: null }).where('case_id', '=', orderId).execute();

test('a number is sent no more than its budget over all orders, in whatever spelling, and other numbers their own', async () => {
  const number = another();
  expect([await sms(number), await sms(`+86 ${number}`, 'N-3'), await sms(number, 'N-1')]).toEqual([true, true, false]);
  expect(await sms(another())).toBe(true);
});

test('a number whose budget is spent is still told of the SMS by MIIT', async () => {
  const number = another();
  for (const allowed of [true, true, false]) expect(await sms(number)).toBe(allowed);
  expect([await sms(number, 'N-5'), await sms(number, 'N-6'), await sms(number, 'N-6')]).toEqual([true, true, true]);
});

test('notices about the SMS by MIIT leave the budget of the others as it is', async () => {
  const number = another();
  for (let sent = 0; sent < 4; sent += 1) expect(await sms(number, 'N-5')).toBe(true);
  expect([await sms(number), await sms(number), await sms(number)]).toEqual([true, true, false]);
});

test('the budget binds messages of many orders that are sent at the same moment', async () => {
  const number = another();
  const steps = await Promise.all(Array.from({ length: 12 }, () => stepOfMessages(store, [sampleSms(number)])));
  const outcomes = (await Promise.all(steps.map((step) => sendable(step)))).flat();
  expect(outcomes.filter(Boolean)).toHaveLength(2);
  expect(outcomes).toHaveLength(12);
});

test('two messages of one step for one number take two places, and only as many as there are', async () => {
  const number = another();
  const two = () => stepOfMessages(store, [sampleSms(number), sampleSms(number, { code: 'N-3' })]);
  expect((await sendable(await two(), { sms: 3, email: 3 })).filter(Boolean)).toHaveLength(2);
  expect((await sendable(await two(), { sms: 3, email: 3 })).filter(Boolean)).toHaveLength(1);
});

test('a message that is tried again takes no second place', async () => {
  const number = another();
  const step = await stepOfMessages(store, [sampleSms(number)]);
  for (let tries = 0; tries < 5; tries += 1) {
    expect(await sendable(step)).toEqual([true]);
    await reported(step.orderId);
  }
  expect([await sms(number), await sms(number)]).toEqual([true, false]);
});

test('a message that found no room may be sent the next day', async () => {
  const number = another();
  await sms(number);
  await sms(number);
  const step = await stepOfMessages(store, [sampleSms(number)]);
  expect(await sendable(step)).toEqual([false]);
  await reported(step.orderId);
  expect(await sendable(step)).toEqual([false]);
  await reported(step.orderId);
  await store.db.updateTable('orders').set({ clock_skew_ms: DAY_MS }).where('id', '=', step.orderId).execute();
  expect(await sendable(step)).toEqual([true]);
});

describe('where policy wants numbers proved', () => {
  const DAYS = { proofDays: 30 };
  const unproved = async (step: StepOfMessages, bounds = DAYS): Promise<boolean[]> =>
    (await step.attempt(TWO, bounds)).map(({ isUnproved }) => isUnproved);
  const prove = async ({ orderId }: StepOfMessages, mobile: string, provedAt: Date) => {
    const { account_id } = await store.db
      .selectFrom('orders')
      .select('account_id')
      .where('id', '=', orderId)
      .executeTakeFirstOrThrow();
    const address_digest = store.vault.blindIndex('address', mobile);
    const proof = { account_id, address_digest, order_id: orderId, proved_at: provedAt, proved_by: 'applicant-1' };
    await store.db.insertInto('number_proofs').values(proof).execute();
  };
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

  test('a number that nobody proved is sent nothing but its code, and nothing is counted for it', async () => {
    const number = another();
    const step = await stepOfMessages(store, [sampleSms(number), sampleSms(number, { code: 'N-5' })]);
    expect(await unproved(step)).toEqual([true, true]);
    expect(await unproved(await stepOfMessages(store, [sampleSms(number, { code: 'P-1' })]))).toEqual([false]);
    expect([await sms(number), await sms(number)]).toEqual([true, false]); // the code took one of two places
  });

  test('a number that the account has proved is sent everything until the proof ends', async () => {
    const number = another();
    const step = await stepOfMessages(store, [sampleSms(`+86 ${number}`)]);
    await prove(step, number, daysAgo(29));
    expect(await unproved(step)).toEqual([false]);
    await reported(step.orderId);
    expect(await unproved(step, { proofDays: 28 })).toEqual([true]);
  });

  test('a proof serves one number and one account', async () => {
    const number = another();
    const step = await stepOfMessages(store, [sampleSms(another())]);
    await prove(step, number, daysAgo(1));
    expect(await unproved(step)).toEqual([true]);
    expect(await unproved(await stepOfMessages(store, [sampleSms(number)]))).toEqual([true]);
  });

  test('mail, and SMS to the number that the account gave itself, need no proof', async () => {
    const mail = sampleSms('somebody@example.cn', { channel: 'EMAIL' });
    const own = sampleSms(another(), { recipient: 'account' });
    expect(await unproved(await stepOfMessages(store, [mail, own]))).toEqual([false, false]);
  });
});

test("a mailbox has a budget of its own kind, and the account's own address has none", async () => {
  const { db, vault } = store;
  const mail = (address: string) => sampleSms(address, { channel: 'EMAIL' });
  const toHead = async () => (await sendable(await stepOfMessages(store, [mail('head@example.cn')])))[0];
  expect([await toHead(), await toHead(), await toHead(), await toHead()]).toEqual([true, true, true, false]);
  const { id: orderId } = await sampleOrder(db, vault);
  for (let seq = 1; seq <= 5; seq += 1) {
    const own = sampleSms(another(), { recipient: 'account' });
    expect(await sendable(await stepOfMessages(store, [{ ...own, address: '13800998888' }], { orderId, seq }))).toEqual(
      [true],
    );
  }
});
