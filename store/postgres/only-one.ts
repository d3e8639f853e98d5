/** Work that only one of several processes does at a time. */
import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Does the work unless somebody else is doing work of this name; undefined then. The lock is the session's, so it ends with the
 * connection when this process dies. The work is handed that connection.
 */
export function onlyOne<Result>(
  db: Database,
  name: string,
  work: (session: Database) => Promise<Result>,
): Promise<Result | undefined> {
  return db.connection().execute(async (session) => {
    const lock = sql`hashtextextended(${`only one: ${name}`}, 0)`;
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${lock}) as mine`.execute(session);
    if (rows[0]?.mine !== true) return undefined;
    try {
      return await work(session);
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(session);
    }
  });
}
