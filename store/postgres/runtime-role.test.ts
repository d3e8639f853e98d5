/** The role of API and workers: it does their work, and cannot rewrite what has happened. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { verifyChains } from '../audit/audit-check.ts';
import { sealHeads } from '../audit/audit-seals.ts';
import { prune } from '../retention/prune.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { closeDatabase, openDatabase, type Database } from './database.ts';
import { grantToRuntime, mayRewriteAudit } from './runtime-role.ts';

/** Tables that only grow, each with a column that somebody might rewrite. */
const ONLY_GROW = [
  ['audit', 'hash'],
  ['audit_seals', 'hash'],
  ['audit_seal_heads', 'hash'],
  ['data_reads', 'reader_id'],
] as const;

const role = `runtime_${randomUUID().slice(0, 8)}`;
let store: MigratedDatabase;
let runtime: Database;
beforeAll(async () => {
  store = await migratedDatabase();
  const password = randomUUID();
  await sql`create role ${sql.id(role)} login password ${sql.lit(password)}`.execute(store.db);
  await grantToRuntime(store.db, role);
  await grantToRuntime(store.db, role);
  runtime = openDatabase(Object.assign(new URL(store.url), { username: role, password }).toString());
});
afterAll(async () => {
  await closeDatabase(runtime);
  await sql`drop owned by ${sql.id(role)}`.execute(store.db);
  await sql`drop role ${sql.id(role)}`.execute(store.db);
  await store.close();
});

test('opens orders, writes steps, seals and prunes', async () => {
  const { id } = await sampleOrder(runtime, store.vault);
  await writeFilingStep(runtime, store.vault, sampleStep(id, { seq: 1 }), () => ({ waitingOn: 'reviewer', dues: [] }));
  await sealHeads(runtime, store.vault.auditMac, MONDAY_MORNING);
  await prune(runtime, { now: MONDAY_MORNING, withinMs: 60_000 });
  expect(await verifyChains(runtime, store.vault.auditMac)).toMatchObject({ rows: 1, seals: 1, faults: [] });
});

test.each(ONLY_GROW)('cannot rewrite %s, not even with its trigger off', async (table, column) => {
  for (const statement of [
    `update ${table} set ${column} = 'x'`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
    `drop table ${table} cascade`,
    `alter table ${table} disable trigger all`,
    `alter table ${table} add column x int`,
  ])
    await expect(sql.raw(statement).execute(runtime)).rejects.toMatchObject({ code: '42501' });
});

test('cannot make tables, functions or migrations of its own, or switch triggers off', async () => {
  for (const statement of [
    'create table mine (id int)',
    'create function mine() returns int language sql as $$ select 1 $$',
    'set session_replication_role = replica',
    `insert into kysely_migration values ('9999-mine', 'now')`,
    'drop table orders cascade',
    'truncate orders cascade',
  ])
    await expect(sql.raw(statement).execute(runtime)).rejects.toMatchObject({ code: '42501' });
});

test('is told apart from a role that could rewrite the trail', async () => {
  expect(await mayRewriteAudit(runtime)).toBe(false);
  expect(await mayRewriteAudit(store.db)).toBe(true);
});

test('has to exist before it is given anything', async () => {
  await expect(grantToRuntime(store.db, 'nobody_of_this_name')).rejects.toThrow('roles.sql');
});
