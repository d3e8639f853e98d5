/** Indexes of tables in use are built without keeping anybody out, and what was interrupted is built again. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { closeDatabase, openDatabase, type Database } from './database.ts';
import { buildLateIndexes, LATE_INDEXES } from './late-indexes.ts';
import { migrate } from './migrate.ts';

let store: MigratedDatabase;
let other: Database;
beforeEach(async () => {
  store = await migratedDatabase();
  other = openDatabase(store.url, { timeouts: { connect: 10_000, statement: 5000, lock: 2000 } });
});
afterEach(async () => {
  await closeDatabase(other);
  await store.close();
});

async function validIndexes(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid where indisvalid`.execute(store.db);
  return rows.map(({ name }) => name);
}

const task = (db: Database) =>
  sql`insert into tasks (case_id, kind, visit, opened_at) select id, 'TYPE_UNCLEAR', 1, now() from cases limit 1`.execute(
    db,
  );

test('a migrated database has all of them', async () => {
  expect(LATE_INDEXES.length).toBeGreaterThan(10);
  expect(await validIndexes()).toEqual(expect.arrayContaining(LATE_INDEXES.map(({ name }) => name)));
});

test('what is missing and what an interrupted build left behind is built by the next migration', async () => {
  await sql`drop index tasks_by_time`.execute(store.db);
  await sql`update pg_index set indisvalid = false where indexrelid = 'messages_pending'::regclass`.execute(store.db);
  expect(await validIndexes()).not.toContain('messages_pending');
  await migrate(store.db);
  expect(await validIndexes()).toEqual(expect.arrayContaining(['tasks_by_time', 'messages_pending']));
});

test('others write to the table while its index is built', async () => {
  await sql`drop index tasks_by_time`.execute(store.db);
  const index = LATE_INDEXES.filter(({ name }) => name === 'tasks_by_time');
  let building: Promise<void> = Promise.resolve();
  await store.db.transaction().execute(async (open) => {
    await task(open); // the build waits for this transaction
    building = buildLateIndexes(store.db, index);
    for (;;) {
      const { rows } = await sql`
        select 1 from pg_stat_activity where datname = current_database() and query like 'create index%' and wait_event_type = 'Lock'`.execute(
        other,
      );
      if (rows.length > 0) break;
    }
    await task(other); // would wait for the build, and the build for the transaction above
  });
  await building;
  expect(await validIndexes()).toContain('tasks_by_time');
});

test('several processes that build at once leave one index', async () => {
  await sql`drop index tasks_by_time`.execute(store.db);
  await Promise.all([store.db, other, store.db].map((db) => buildLateIndexes(db)));
  expect(await validIndexes()).toContain('tasks_by_time');
});
