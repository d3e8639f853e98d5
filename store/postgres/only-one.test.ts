import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { onlyOne } from './only-one.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('work is done by one at a time, and by the next when that one has ended, also by an error', async () => {
  const { db } = store;
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let began = (): void => {};
  const begun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const first = onlyOne(db, 'a test', async () => {
    began();
    await ended;
    throw new Error('it failed');
  });
  await begun;
  expect(await onlyOne(db, 'a test', async () => 'done')).toBeUndefined();
  expect(await onlyOne(db, 'another', async () => 'done')).toBe('done');
  end();
  await expect(first).rejects.toThrow('it failed');
  expect(await onlyOne(db, 'a test', async () => 'done')).toBe('done');
});
