/**
 * Lists that people look at hear of what changes in them: each of these tables announces, once a transaction commits, that a row was written.
 * Postgres announces the same thing once for each transaction. Messages do so only when one fails or stops to: they change often.
 */
import { sql, type Kysely } from 'kysely';

/** Table, and when a row of it is worth telling of. */
const WRITTEN = [
  ['tasks', 'insert or update', 'true'],
  ['erasures', 'insert or update', 'true'],
  ['record_lookups', 'insert or update of answer', 'true'],
  ['bureau_accounts', 'update of stopped_by, sending_halted, fetching_halted', 'true'],
  ['bureau_uploads', 'insert or update of state', 'true'],
  ['bureau_downloads', 'insert or update', 'true'],
  ['messages', 'update of status', `old.status is distinct from new.status and 'FAILED' in (old.status, new.status)`],
] as const;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create function announce_change() returns trigger language plpgsql as $$
    begin
      perform pg_notify('beian_change', tg_argv[0]);
      return null;
    end $$`.execute(db);
  for (const [table, event, when] of WRITTEN) {
    await sql`create trigger ${sql.ref(`${table}_announced`)} after ${sql.raw(event)} on ${sql.table(table)}
      for each row when (${sql.raw(when)}) execute function announce_change(${sql.lit(table)})`.execute(db);
  }
}
