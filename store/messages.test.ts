import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../test/support/migrated-database.ts';
import { later, MONDAY_MORNING, sampleAccountId, sampleOrder } from '../test/support/sample-orders.ts';
import type { OrderId } from '../domain/identifiers.ts';
import {
  attemptPending,
  countUnread,
  failedMessages,
  inbox,
  insertMessages,
  listOf,
  markError,
  markFailed,
  markRead,
  markReceipt,
  markSent,
  type NewMessage,
} from './messages.ts';
import { orderKey } from './orders.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const sms = (address: string): NewMessage => ({
  code: 'N-2',
  recipient: 'siteHeads',
  personId: 'P1',
  channel: 'SMS',
  address,
  params: { variant: 'ITEMS' },
});

async function insert(orderId: OrderId, messages: NewMessage[], seq = 1, source?: string): Promise<void> {
  const { db, vault } = store;
  const key = await orderKey(db, vault, orderId);
  const event = { orderId, seq, at: MONDAY_MORNING, key, ...(source === undefined ? {} : { source }) };
  await insertMessages(db, vault, event, messages);
}

async function oneMessage(): Promise<{ orderId: OrderId; id: string }> {
  const { id: orderId } = await sampleOrder(store.db, store.vault);
  await insert(orderId, [sms('13800138000')]);
  const [message] = await attemptPending(store.db, store.vault, { orderId, seq: 1 });
  if (message === undefined) throw new Error('no message was written');
  return { orderId, id: message.id };
}

describe('messages of a step', () => {
  test('A-165 R-MSG-1: people who share a number get one message, however often the step is tried', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const both = [sms('13800138000'), { ...sms(' 13800138000 '), personId: 'P2' }, sms('13900139000')];
    await insert(id, both);
    await insert(id, both);
    const addresses = (await attemptPending(db, vault, { orderId: id, seq: 1 })).map(({ address }) => address?.trim());
    expect(addresses.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['13800138000', '13900139000']);
  });

  test('another event, channel or workflow of the order is another message', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    await insert(id, [sms('13800138000'), { ...sms('13800138000'), channel: 'EMAIL' }]);
    await insert(id, [sms('13800138000')], 2);
    await insert(id, [sms('13800138000')], 1, 'obligations');
    expect(await listOf(db, vault, id)).toHaveLength(4);
    expect(await attemptPending(db, vault, { orderId: id, seq: 1 })).toHaveLength(2);
    expect(await attemptPending(db, vault, { orderId: id, seq: 1, source: 'obligations' })).toHaveLength(1);
  });

  test('A-147: address and text lie in the database as ciphertext only', async () => {
    const { id } = await oneMessage();
    const row = await store.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('13800138000');
    expect(`${row.address?.toString('utf8')}${row.params?.toString('utf8')}`).not.toMatch(/1380013|ITEMS/);
  });
});

describe('delivery', () => {
  test('A-142: attempts are counted, the carrier takes it, the receipt proves it', async () => {
    const { db, vault } = store;
    const { orderId, id } = await oneMessage();
    await markError(db, id, 'CHANNEL_DOWN');
    expect(await attemptPending(db, vault, { orderId, seq: 1 })).toMatchObject([{ id, attempts: 2 }]);
    await markSent(db, id, { at: MONDAY_MORNING, reference: `ref-${id}` });
    expect(await attemptPending(db, vault, { orderId, seq: 1 })).toEqual([]);
    const receipt = { reference: `ref-${id}`, outcome: 'DELIVERED', at: later(MONDAY_MORNING, 5_000) } as const;
    expect(await markReceipt(db, receipt)).toEqual({ orderId, id });
    expect(await markReceipt(db, { ...receipt, outcome: 'FAILED', errorCode: 'LATE' })).toEqual({ orderId, id });
    expect(await listOf(db, vault, orderId)).toMatchObject([
      { status: 'DELIVERED', attempts: 2, lastError: undefined, settledAt: receipt.at, sentAt: MONDAY_MORNING },
    ]);
  });

  test('a receipt that names no message of ours changes nothing', async () => {
    const receipt = { reference: 'not ours', outcome: 'DELIVERED', at: MONDAY_MORNING } as const;
    expect(await markReceipt(store.db, receipt)).toBeUndefined();
  });

  test('R-MSG-3: a message that is given up stands in the log and on the operators list', async () => {
    const { db, vault } = store;
    const { orderId, id } = await oneMessage();
    await markFailed(db, id, { at: MONDAY_MORNING, errorCode: 'NUMBER_UNKNOWN' });
    expect(await attemptPending(db, vault, { orderId, seq: 1 })).toEqual([]);
    expect(await failedMessages(db, vault)).toContainEqual(
      expect.objectContaining({ id, lastError: 'NUMBER_UNKNOWN' }),
    );
  });
});

describe('inboxes', () => {
  test('an account sees its own messages, newest first, and what it has not read', async () => {
    const { db, vault } = store;
    const { id, accountId } = await sampleOrder(db, vault);
    const inApp = (seq: number, to: string) =>
      insert(id, [{ code: 'N-2', recipient: 'account', channel: 'IN_APP', address: to, params: { seq } }], seq);
    await inApp(1, accountId);
    await inApp(2, accountId);
    await inApp(3, sampleAccountId());
    expect((await inbox(db, vault, accountId, { limit: 10 })).map(({ params }) => params?.['seq'])).toEqual([2, 1]);
    expect(await countUnread(db, accountId)).toBe(2);

    const [newest] = await inbox(db, vault, accountId, { limit: 1 });
    expect(newest?.status).toBe('DELIVERED');
    expect(await markRead(db, accountId, newest?.id ?? '', MONDAY_MORNING)).toBe(true);
    expect(await markRead(db, sampleAccountId(), newest?.id ?? '', MONDAY_MORNING)).toBe(false);
    expect(await inbox(db, vault, accountId, { limit: 10, show: 'unread' })).toHaveLength(1);
    expect(await inbox(db, vault, accountId, { limit: 10, before: MONDAY_MORNING })).toEqual([]);
  });
});
