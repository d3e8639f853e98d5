/** What bureaus told before websites without a filing were cases (0061) and before addresses were kept (0065), on a real Postgres. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import { instant } from '../../domain/time/instant.ts';
import { freshDatabase, type TestDatabase } from '../../test/support/servers/database.ts';
import { keepIds } from '../bureau-answers/told-ids.ts';
import { unfiledOf } from '../bureau-unfiled/unfiled.ts';
import { closeDatabase, openDatabase, type Database } from '../postgres/database.ts';
import { migrate, MIGRATIONS } from '../postgres/migrate.ts';
import { PATIENT_TIMEOUTS } from '../postgres/pool.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDatabase(database.url, { timeouts: PATIENT_TIMEOUTS });
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateTo('0059-ids-of-imports');
  if (error !== undefined) throw error;
  await sql`insert into bureau_unfiled (account, domain, address, carrier, state, told_at)
    values ('zhejiang', 'shop.unfiled-example.cn', '203.0.113.10', '110000000001', 'OPEN', '2026-03-02T09:00:00+08:00')`.execute(
    db,
  );
  await sql`insert into bureau_told_ids (kind, miit_id, number, ours, told_at)
    values ('ACCESS', '8204', '浙ICP备2026000001号-1', true, now())`.execute(db);
  await migrate(db);
});
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

test('an unfiled website of before has fifteen days, and its domain reaches the gate once its owner is looked for', async () => {
  const [website] = await unfiledOf(db, 'zhejiang', 10);
  expect(website).toMatchObject({ domain: 'shop.unfiled-example.cn', state: 'OPEN' });
  expect(website?.dueAt).toBe(Date.parse('2026-03-17T09:00:00+08:00'));
  await sql`delete from gate_marks`.execute(db);
  await db.updateTable('bureau_unfiled').set({ gate_domain: 'unfiled-example.cn' }).execute();
  const { rows } = await sql<{ domain: string }>`select domain from gate_marks`.execute(db);
  expect(rows).toEqual([{ domain: 'unfiled-example.cn' }]);
});

test('an access of before keeps its id, and has the addresses of the next record', async () => {
  const addresses = [{ from: '203.0.113.10', to: '203.0.113.10' }];
  const access = { kind: 'ACCESS', id: '8204', number: '浙ICP备2026000001号-1', ours: true } as const;
  const told = () => db.selectFrom('bureau_told_ids').select(['miit_id', 'number', 'addresses']).execute();
  expect(await told()).toEqual([{ miit_id: access.id, number: access.number, addresses: null }]);
  await keepIds(db, [{ ...access, addresses }], instant(Date.now()));
  expect(await told()).toEqual([{ miit_id: access.id, number: access.number, addresses }]);
});
