/**
 * Messages that were left behind: they are due, and no delivery has tried them for longer than a living one pauses. Their
 * process was terminated or lost with its server, or went on without them.
 */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
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

/** Who has a message delivered that was left behind: nobody asked for it. */
export const NOBODY_ASKED = 'system';

/**
 * The step of a message that is still to be sent; undefined when it is not. Nothing about the message changes: its tries go on
 * counting, and what operators have to release stays held.
 */
export async function stepOfLeft(
  db: Database,
  id: string,
): Promise<{ caseId: CaseId; source: string; seq: number } | undefined> {
  return db
    .selectFrom('messages')
    .select(['case_id as caseId', 'source', 'seq'])
    .where('id', '=', id)
    .where('status', '=', 'PENDING')
    .where('address', 'is not', null)
    .executeTakeFirst();
}

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
