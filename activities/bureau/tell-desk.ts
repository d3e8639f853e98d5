/**
 * Operators hear by N-16 that a task of the filing desk has opened (R-MSG-1). Such tasks hang on no process that could tell them, so they
 * are looked for; each time that a task opens it is told once, by whichever worker finds it.
 */
import { DESK_CASE, deskCaseKey } from '../../store/cases/desk-case.ts';
import { tellDesk } from '../../store/messages/tell-desk.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import { untoldDeskTasks } from '../../store/tasks/desk-tasks.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Whoever has more tasks than this reads the list. */
const AT_ONCE = 20;

export async function tellDeskOfTasks({
  database,
  vault,
  deskEmail,
}: Pick<ActivityDependencies, 'database' | 'vault' | 'deskEmail'>): Promise<void> {
  await inTransaction(database, async (trx) => {
    for (const { kind, source, seq, openedAt } of await untoldDeskTasks(trx, AT_ONCE)) {
      const key = await deskCaseKey(trx, vault, openedAt);
      const params = { facts: { task: kind, reference: DESK_CASE } };
      await tellDesk(trx, vault, { caseId: DESK_CASE, source, seq, at: openedAt, key }, { params, deskEmail });
    }
  });
}
