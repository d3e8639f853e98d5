import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { oneAttempted, sampleSms, stepOfMessages, taken } from '../../test/support/orders/stored-messages.ts';
import { markError, markSent } from './delivery.ts';
import { takeOverLeftBehind } from '../owed/left-behind.ts';
import { countLeft, noteTakenUp } from './left.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE_MS);

/** A message that was tried so often, the last time so many minutes ago. */
async function tried(attempts: number, minutes: number): Promise<string> {
  const { message } = await oneAttempted(store);
  await markError(store.db, message.id, 'CHANNEL_DOWN');
  const change = { attempts, tried_at: ago(minutes) };
  await store.db.updateTable('messages').set(change).where('id', '=', message.id).execute();
  return message.id;
}
/** Whether a look finds it; what a look has found is owed. */
async function isLeft(id: string): Promise<boolean> {
  const now = instant(Date.now());
  await takeOverLeftBehind(store.db, { kinds: ['MESSAGE'], before: now, now });
  const owed = await store.db.selectFrom('owed_work').select('name').where('kind', '=', 'MESSAGE').execute();
  return owed.some(({ name }) => name === id);
}

describe('a message is left behind', () => {
  test.each<[attempts: number, pauses: number, left: number]>([
    [1, 2, 4],
    [5, 9, 13],
    [8, 70, 80],
    [40, 70, 80],
  ])('after %d attempts not for %d minutes, and after %d', async (attempts, pauses, left) => {
    expect(await isLeft(await tried(attempts, pauses))).toBe(false);
    expect(await isLeft(await tried(attempts, left))).toBe(true);
  });

  test('when nobody has ever tried it, but not before its process had time to', async () => {
    const step = await stepOfMessages(store);
    const [message] = await step.log();
    const id = message?.id ?? '';
    expect(await isLeft(id)).toBe(false);
    await store.db
      .updateTable('messages')
      .set({ created_at: ago(4) })
      .where('id', '=', id)
      .execute();
    expect(await isLeft(id)).toBe(true);
  });

  test('never while an attempt is under way, nor when it was sent, nor when it is in an inbox', async () => {
    const { message } = await oneAttempted(store);
    await store.db
      .updateTable('messages')
      .set({ tried_at: ago(600) })
      .where('id', '=', message.id)
      .execute();
    expect(await isLeft(message.id)).toBe(false);
    await markSent(store.db, [taken(message)]);
    expect(await isLeft(message.id)).toBe(false);
    const inbox = await stepOfMessages(store, [sampleSms('account-1', { channel: 'IN_APP' })]);
    await store.db
      .updateTable('messages')
      .set({ created_at: ago(600) })
      .where('case_id', '=', inbox.orderId)
      .execute();
    expect(await isLeft((await inbox.log())[0]?.id ?? '')).toBe(false);
  });
});

test('a message that was taken up counts as tried, so its delivery has the time of any other', async () => {
  const before = await countLeft(store.db);
  const id = await tried(8, 300);
  expect(await countLeft(store.db)).toBe(before + 1);
  await noteTakenUp(store.db, id);
  expect(await countLeft(store.db)).toBe(before);
});
