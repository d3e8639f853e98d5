/**
 * Messages that were left behind: they are due, and no delivery has tried them for longer than a living one pauses. Their
 * process was terminated or lost with its server, or went on without them.
 */
import { sql } from 'kysely';
import type { Database } from '../postgres/database.ts';

/**
 * The longest pause of a delivery after so many attempts (`PATIENT_WORK` in `workflows/engine/activity-options.ts`: 5 seconds,
 * three times as long each time, at most an hour), a quarter on top, and three minutes for a busy worker.
 */
const PAUSE = sql`least(5 * power(3, least(greatest(attempts - 1, 0), 8)), 3600) * interval '1.25 second' + interval '3 minutes'`;

/** A condition on `messages`. Whose address was erased has nothing to be sent. */
export const LEFT = sql<boolean>`(
  messages.status = 'PENDING' and messages.address is not null
  and coalesce(messages.tried_at, messages.created_at) < now() - (${PAUSE})
  and (messages.claimed_until is null or messages.claimed_until < now())
)`;

/**
 * A message has a delivery of its own again. It counts as tried from now on, so that nobody gives it another one before the
 * delivery had time to try.
 */
export async function noteTakenUp(db: Database, id: string): Promise<void> {
  await db
    .updateTable('messages')
    .set({ tried_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('status', '=', 'PENDING')
    .execute();
}

export async function countLeft(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(LEFT)
    .executeTakeFirstOrThrow();
  return count;
}
