import { expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import { freshDatabase } from '../../test/support/servers/database.ts';
import { closeDatabase, inTransaction, openDatabase } from './database.ts';
import { migrate, MIGRATIONS } from './migrate.ts';

test('five processes that migrate an empty database at once leave it migrated, and doing it again changes nothing', async () => {
  const database = await freshDatabase();
  const pools = Array.from({ length: 5 }, () => openDatabase(database.url, { maxConnections: 2 }));
  try {
    await Promise.all(pools.map(migrate));
    await Promise.all(pools.map(migrate));
    const [db] = pools;
    expect(await db?.selectFrom('orders').selectAll().execute()).toEqual([]);
  } finally {
    await Promise.all(pools.map(closeDatabase));
    await database.drop();
  }
});

test('a database that has run a later migration takes an earlier one that was merged after it', async () => {
  const database = await freshDatabase();
  const db = openDatabase(database.url);
  try {
    const { '0042-console-sessions': mergedLater, ...mergedFirst } = MIGRATIONS;
    expect(mergedLater).toBeDefined();
    await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(mergedFirst) } }).migrateToLatest();
    await migrate(db);
    const { rows } = await sql`select to_regclass('console_sessions')::text as name`.execute(db);
    expect(rows).toEqual([{ name: 'console_sessions' }]);
  } finally {
    await closeDatabase(db);
    await database.drop();
  }
});

test('counts are numbers, civil dates are text, and work inside a transaction joins it', async () => {
  const database = await freshDatabase();
  const db = openDatabase(database.url);
  try {
    const { rows } =
      await sql`select count(*) as count, 9007199254740991::int8 as large, date '2026-03-02' as day`.execute(db);
    expect(rows).toEqual([{ count: 1, large: 9_007_199_254_740_991, day: '2026-03-02' }]);
    await expect(sql`select 9223372036854775807::int8`.execute(db)).rejects.toThrow('too large');
    await inTransaction(db, async (outer) => {
      await inTransaction(outer, async (inner) => expect(inner).toBe(outer));
    });
  } finally {
    await closeDatabase(db);
    await database.drop();
  }
});

test('a pool whose idle connection breaks reports it and goes on', async () => {
  const database = await freshDatabase();
  const killer = openDatabase(database.url, { applicationName: 'killer' });
  let report: (error: Error) => void = () => {};
  const broken = new Promise<Error>((resolve) => (report = resolve));
  const db = openDatabase(database.url, { onError: (error) => report(error), applicationName: 'victim' });
  try {
    await sql`select 1`.execute(db);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'`.execute(killer);
    expect((await broken).message).toContain('terminating connection');
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  } finally {
    await closeDatabase(db);
    await closeDatabase(killer);
    await database.drop();
  }
});
