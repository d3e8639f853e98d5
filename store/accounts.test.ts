import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../test/support/migrated-database.ts';
import { sampleAccountId } from '../test/support/sample-orders.ts';
import { accountOfEntity, bindEntity, readAccount, readContacts, saveAccount } from './accounts.ts';

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

test('A-147: contacts come back as they were given and lie in the database as ciphertext only', async () => {
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
  expect(await readContacts(db, vault, id)).toEqual({});
  expect(await readContacts(db, vault, sampleAccountId())).toEqual({});
});

test('R-ACC-1: an account belongs to one entity and an entity to one account', async () => {
  const { db, vault } = store;
  const [one, two] = [await account(), await account()];
  expect(await bindEntity(db, vault, one, '91460100MA5BOUND01')).toEqual({ bound: true });
  expect(await bindEntity(db, vault, one, '91460100ma5 bound01')).toEqual({ bound: true });
  expect(await bindEntity(db, vault, one, '91460100MA5OTHER01')).toEqual({
    bound: false,
    reason: 'ACCOUNT_HAS_ANOTHER',
  });
  expect(await bindEntity(db, vault, two, '91460100MA5BOUND01')).toEqual({
    bound: false,
    reason: 'ENTITY_HAS_ANOTHER',
  });
  expect(await accountOfEntity(db, vault, '91460100MA5BOUND01')).toBe(one);
  await saveAccount(db, vault, { id: one, verified: true });
  expect((await readAccount(db, vault, one))?.hasEntity).toBe(true);
});

test('of two accounts that bind one entity at once, one has it', async () => {
  const { db, vault } = store;
  const accounts = await Promise.all([account(), account(), account()]);
  const bound = await Promise.all(accounts.map((id) => bindEntity(db, vault, id, '91460100MA5RACES01')));
  expect(bound.filter((one) => one.bound)).toHaveLength(1);
  expect(bound).toContainEqual({ bound: false, reason: 'ENTITY_HAS_ANOTHER' });
});
