import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleAccountId, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { readAccount, saveAccount } from './accounts.ts';
import { writeRecord } from '../records/write-record.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

async function account() {
  const id = sampleAccountId();
  await saveAccount(store.db, store.vault, {
    id,
    verified: true,
    kind: 'ENTERPRISE',
    mobile: '13800138000',
    email: 'a@example.cn',
  });
  return id;
}

test('A-147: contacts come back unchanged and are stored as ciphertext only', async () => {
  const { db, vault } = store;
  const id = await account();
  expect(await readAccount(db, vault, id)).toEqual({
    id,
    kind: 'ENTERPRISE',
    verified: true,
    mobile: '13800138000',
    email: 'a@example.cn',
    hasEntity: false,
  });
  const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(`${row.mobile?.toString('utf8')}${row.email?.toString('utf8')}`).not.toMatch(/1380013|example/);
  await saveAccount(db, vault, { id, verified: false });
  expect(await readAccount(db, vault, id)).toMatchObject({ mobile: undefined, email: undefined });
  expect(await readAccount(db, vault, sampleAccountId())).toBeUndefined();
});

test('R-ACC-1: an account has an entity once the entity has a record', async () => {
  const { db, vault } = store;
  const id = await account();
  const { id: orderId } = await sampleOrder(db, vault, { accountId: id });
  const numbers = { entityNumber: '琼ICP备2026009001号', websites: [], issuedOn: '2026-03-02' };
  await writeRecord(db, vault, { orderId, at: MONDAY_MORNING, ...numbers });
  expect(await readAccount(db, vault, id)).toMatchObject({ hasEntity: true });
  await db.updateTable('record_entities').set({ status: 'DEREGISTERED' }).where('account_id', '=', id).execute();
  expect(await readAccount(db, vault, id)).toMatchObject({ hasEntity: false });
});
