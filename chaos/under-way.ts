/** Which messages were being sent when a process was killed: of these nobody can know whether they had gone out. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../store/postgres/database.ts';
import { isPostgresUnavailable } from '../store/postgres/unavailable.ts';

/** The attempts of one moment may have begun so long before it without a lease that still shows. */
const JUST_BEFORE_MS = 1_000;

/**
 * Ids of the messages whose attempt had begun by this instant and has reported nothing. Attempts that began just before it count
 * also when they have reported a failure since. Waits until Postgres answers.
 */
export async function messagesUnderWay(db: Database, at: number): Promise<string[]> {
  for (;;) {
    try {
      const rows = await db
        .selectFrom('messages')
        .select('id')
        .where('status', '=', 'PENDING')
        .where('tried_at', '<=', new Date(at))
        .where(sql<boolean>`(claimed_until is not null or tried_at > ${new Date(at - JUST_BEFORE_MS)})`)
        .execute();
      return rows.map(({ id }) => id);
    } catch (error) {
      if (!isPostgresUnavailable(error)) throw error;
      await pause(250); // Postgres was killed, too.
    }
  }
}
