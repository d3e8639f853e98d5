import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NOBODY_ASKED } from '../../store/messages/left.ts';
import { markFailed, markHeld } from '../../store/messages/delivery.ts';
import { MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { oneAttempted } from '../../test/support/orders/stored-messages.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createReopenMessage } from './reopen-message.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const reopen = (messageId: string, by: string) => createReopenMessage({ database: store.db })({ messageId, by });
const reason = { at: MONDAY_MORNING, errorCode: 'RESTORED' };

test('a message that was left behind goes on as it is: its tries count on, and nobody has released it', async () => {
  const { message, orderId, log } = await oneAttempted(store);
  await markHeld(store.db, message, reason);
  expect(await reopen(message.id, NOBODY_ASKED)).toEqual({ orderId, seq: 1, source: 'filing' });
  expect(await log()).toMatchObject([{ status: 'PENDING', attempts: 1, resentBy: undefined, heldAt: MONDAY_MORNING }]);
  await reopen(message.id, 'operator-1');
  expect(await log()).toMatchObject([{ attempts: 0, resentBy: 'operator-1' }]);
});

test('a message that was given up is sent again only when somebody asks', async () => {
  const { message, orderId, log } = await oneAttempted(store);
  await markFailed(store.db, message, reason);
  expect(await reopen(message.id, NOBODY_ASKED)).toBeNull();
  expect(await log()).toMatchObject([{ status: 'FAILED', resends: 0 }]);
  expect(await reopen(message.id, 'operator-1')).toMatchObject({ orderId });
  expect(await log()).toMatchObject([{ status: 'PENDING', resends: 1 }]);
});
