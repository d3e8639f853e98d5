/** Tasks about an account at a bureau, or about a file of it, hang on the case of the filing desk. */
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { DESK_CASE, deskCaseKey } from '../../store/cases/desk-case.ts';
import type { Database } from '../../store/postgres/database.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { closingTasks, openTask } from '../../store/tasks/tasks.ts';

/** @param visit tells accounts, uploads and files apart: the number of the account, or the id of the row */
export async function openDeskTask(
  db: Database,
  vault: Vault,
  { kind, visit, at }: { kind: TaskKind; visit: number; at: Instant },
): Promise<void> {
  await deskCaseKey(db, vault, at);
  await openTask(db, { caseId: DESK_CASE, kind, visit, at });
}

/** Closes the open task of this visit, because what it was about goes on. */
export async function closeDeskTask(
  db: Database,
  { kind, visit, at }: { kind: TaskKind; visit: number; at: Instant },
): Promise<void> {
  await closingTasks(db, { caseId: DESK_CASE, kinds: [kind], by: 'system', at })
    .where('visit', '=', visit)
    .execute();
}
