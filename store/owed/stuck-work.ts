/** The task for operators about owed work that was tried several times, or that cannot be read. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';
import { closingTasks, openTask } from '../tasks/tasks.ts';

/** After this many tries, about a quarter of an hour, a person hears of it. The work is tried on. */
export const TASK_AFTER = 6;

/** Opens the task; `now` by the wall clock. Nothing happens while it is open. */
export async function openStuckTask(db: Database, caseId: CaseId, now: Instant): Promise<void> {
  const order = await db
    .selectFrom('cases')
    .innerJoin('orders', 'orders.id', 'cases.id')
    .select(['visit', 'clock_skew_ms'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  const { visit = 0, clock_skew_ms: skew = 0 } = order ?? {};
  await openTask(db, { caseId, kind: 'OWED_WORK_STUCK', visit, at: instant(now + skew) });
}

/** Closes the task once nothing of the case is stuck any more. */
export async function closeStuckTask(db: Database, caseId: CaseId, now: Instant): Promise<void> {
  const stuck = db
    .selectFrom('owed_work')
    .select('id')
    .where('case_id', '=', caseId)
    .where((is) => is.or([is('attempts', '>=', TASK_AFTER), is('set_aside_at', 'is not', null)]));
  await closingTasks(db, { caseId, kinds: ['OWED_WORK_STUCK'], by: 'system', at: now })
    .where(sql<boolean>`not exists (${stuck})`)
    .execute();
}
