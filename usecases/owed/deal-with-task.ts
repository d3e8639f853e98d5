/** An operator has dealt with a task. Where the task was about owed work, its cause is removed, and the work is tried at once. */
import { instant } from '../../domain/time/instant.ts';
import { tryAgainNow } from '../../store/owed/owed-work.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import { closeTask } from '../../store/tasks/tasks.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/** False when there is no such open task. */
export function dealWithTask(
  { database, now }: Pick<UseCaseDependencies, 'database' | 'now'>,
  taskId: string,
  by: string,
): Promise<boolean> {
  const at = instant(now());
  return inTransaction(database, async (trx) => {
    const closed = await closeTask(trx, taskId, by, at);
    if (closed?.kind === 'OWED_WORK_STUCK') await tryAgainNow(trx, closed.caseId, at);
    return closed !== undefined;
  });
}
