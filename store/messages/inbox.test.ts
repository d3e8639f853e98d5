import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { present } from '../../domain/present.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleAccountId, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { sampleSms, stepOfMessages } from '../../test/support/orders/stored-messages.ts';
import { countUnread, inbox, markRead } from './inbox.ts';
import { CursorError } from '../postgres/cursor.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('an account sees its own messages, newest first, and the number it has not read', async () => {
  const { db, vault } = store;
  const { id: orderId, accountId } = await sampleOrder(db, vault);
  const inApp = (seq: number, to: string) =>
    stepOfMessages(store, [sampleSms(to, { channel: 'IN_APP', params: { seq } })], { orderId, seq });
  await inApp(1, accountId);
  await inApp(2, accountId);
  await inApp(3, sampleAccountId());
  const seen = (await inbox(db, vault, accountId, { limit: 10 })).messages;
  expect(seen.map(({ params }) => params?.['seq'])).toEqual([2, 1]);
  expect(await countUnread(db, accountId)).toBe(2);

  const [newest] = seen;
  expect(newest?.status).toBe('DELIVERED');
  expect(await markRead(db, accountId, newest?.id ?? '', MONDAY_MORNING)).toBe(true);
  expect(await markRead(db, sampleAccountId(), newest?.id ?? '', MONDAY_MORNING)).toBe(false);
  expect((await inbox(db, vault, accountId, { limit: 10, show: 'unread' })).messages).toHaveLength(1);
});

test('a message that was changed in the database is listed without its content, and hides no other', async () => {
  const { db, vault } = store;
  const { id: orderId, accountId } = await sampleOrder(db, vault);
  const messages = (['N-1', 'N-2'] as const).map((code) =>
    sampleSms(accountId, { channel: 'IN_APP', code, params: { of: code } }),
  );
  await stepOfMessages(store, messages, { orderId, seq: 1 });
  await db
    .updateTable('messages')
    .set({ params: Buffer.from('not what Beian wrote') })
    .where('case_id', '=', orderId)
    .where('code', '=', 'N-1')
    .execute();

  const { messages: seen } = await inbox(db, vault, accountId, { limit: 10 });
  const byCode = new Map(seen.map(({ code, params }) => [code, params]));
  expect(byCode.get('N-1')).toBeUndefined();
  expect(byCode.get('N-2')).toEqual({ of: 'N-2' });
  expect(seen).toHaveLength(2);
});

test('the pages of an inbox have each message once, although the messages of a step have one instant', async () => {
  const { db, vault } = store;
  const { id: orderId, accountId } = await sampleOrder(db, vault);
  const codes = ['N-1', 'N-2', 'N-8', 'N-9', 'N-10'] as const;
  const all = codes.map((code) => sampleSms(accountId, { channel: 'IN_APP', code }));
  await stepOfMessages(store, all, { orderId, seq: 1 });
  await stepOfMessages(store, all.slice(0, 2), { orderId, seq: 2 });

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await inbox(db, vault, accountId, { limit: 2, ...present({ cursor }) });
    expect(page.messages.length).toBeLessThanOrEqual(2);
    seen.push(...page.messages.map(({ seq, code }) => `${seq} ${code}`));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(7);
  expect(new Set(seen).size).toBe(7);
  expect(seen.slice(0, 2).toSorted()).toEqual(['2 N-1', '2 N-2']);
});

test.each(['', 'x', Buffer.from('{}').toString('base64url'), Buffer.from('[1,2,"3"]').toString('base64url')])(
  'a cursor that was not given out is refused: %j',
  async (cursor) => {
    const read = inbox(store.db, store.vault, sampleAccountId(), { limit: 2, cursor });
    await expect(read).rejects.toBeInstanceOf(CursorError);
  },
);
