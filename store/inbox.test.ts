import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../test/support/migrated-database.ts';
import { MONDAY_MORNING, sampleAccountId, sampleOrder } from '../test/support/sample-orders.ts';
import { sampleSms, stepOfMessages } from '../test/support/stored-messages.ts';
import { countUnread, inbox, markRead } from './inbox.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('an account sees its own messages, newest first, and what it has not read', async () => {
  const { db, vault } = store;
  const { id: orderId, accountId } = await sampleOrder(db, vault);
  const inApp = (seq: number, to: string) =>
    stepOfMessages(store, [sampleSms(to, { channel: 'IN_APP', params: { seq } })], { orderId, seq });
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
