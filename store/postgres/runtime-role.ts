/**
 * What API and workers may do in the database. The owner of the tables runs the migrations; API and workers sign in as another role,
 * which can change no table's form and no row of the tables that only grow.
 */
import { sql } from 'kysely';
import { inTransaction, type Database } from './database.ts';

export class NoSuchRole extends Error {
  override readonly name = 'NoSuchRole';
}

/**
 * Gives the role what API and workers need, and takes from it what they must not do. Run by the owner after every migration; a repeat
 * changes nothing. A table only grows where a trigger refuses changes of it; the role may not even try. Throws {@link NoSuchRole}.
 */
export function grantToRuntime(db: Database, role: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ database: string; known: boolean }>`
      select current_database() as database, exists (select from pg_roles where rolname = ${role}) as known`.execute(
      trx,
    );
    const [found] = rows;
    if (found?.known !== true) throw new NoSuchRole(`there is no role ${role}: deploy/postgres/roles.sql creates it`);
    const to = sql.id(role);
    const statements = [
      sql`grant connect on database ${sql.id(found.database)} to ${to}`,
      sql`revoke create on schema public from public, ${to}`,
      sql`grant usage on schema public to ${to}`,
      sql`revoke all on all tables in schema public from ${to}`,
      sql`grant select, insert, update, delete on all tables in schema public to ${to}`,
      sql`grant usage, select on all sequences in schema public to ${to}`,
      ...(await tablesThatOnlyGrow(trx)).map((name) => sql`revoke update, delete on ${sql.table(name)} from ${to}`),
      ...MIGRATIONS_OWN.map((name) => sql`revoke insert, update, delete on ${sql.table(name)} from ${to}`),
    ];
    for (const statement of statements) await statement.execute(trx);
  });
}

/** Where kysely notes which migrations have run. */
const MIGRATIONS_OWN = ['kysely_migration', 'kysely_migration_lock'] as const;

async function tablesThatOnlyGrow(db: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct relname as name from pg_trigger
    join pg_class on pg_class.oid = tgrelid join pg_proc on pg_proc.oid = tgfoid
    where tgname like '%append\_only' order by relname`.execute(db);
  return rows.map(({ name }) => name);
}

/** Whether this connection's role could rewrite the audit trail: it owns the tables, or was given too much. */
export async function mayRewriteAudit(db: Database): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select has_table_privilege('audit', 'update') or has_table_privilege('audit', 'delete')
      or has_table_privilege('audit', 'truncate') or pg_has_role(relowner, 'member') as may
    from pg_class where oid = 'audit'::regclass`.execute(db);
  return rows[0]?.may ?? true;
}
