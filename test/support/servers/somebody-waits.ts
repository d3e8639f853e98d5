import { sql } from 'kysely';
import type { Database } from '../../../store/postgres/database.ts';

/** Returns when a connection to this database waits for a row or table that another connection holds. */
export async function somebodyWaits(db: Database): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows.length > 0) return;
  }
}
