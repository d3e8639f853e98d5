/** Refusals of a process whose first step cannot be written, so that no step can hold them. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { holdCase } from '../processes/held-case.ts';
import { announcement } from '../steps/announcement.ts';
import { openTask } from '../tasks/tasks.ts';
import { actionName, appendAudit } from './append-audit.ts';

export interface BeforeFirstStep {
  orderId: CaseId;
  /** On the process's clock. */
  at: Instant;
  cause: Cause;
  tasks: readonly TaskKind[];
}

/**
 * Writes the refusal into the case's history and opens its tasks, once however often it is tried. Throws when there is no such
 * case.
 */
export function refuseBeforeFirstStep(
  db: Database,
  vault: Vault,
  { orderId, at, cause, tasks }: BeforeFirstStep,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { head, stage, visit, round } = await holdCase(trx, orderId);
    if (await isWritten(trx, { orderId, at, cause })) return;
    const entry = { seq: undefined, at, cause, from: stage, to: stage, visit, round };
    await appendAudit(trx, {
      caseId: orderId,
      key: keyIfReadable(vault, head),
      mac: vault.auditMac,
      head,
      entries: [entry],
    })
      .selectNoFrom(announcement({ caseId: orderId, seq: 0, actionId: cause.actionId }))
      .execute();
    for (const kind of tasks) await openTask(trx, { caseId: orderId, kind, visit, at });
  });
}

/** An action is answered once; anything else is told by its name and instant. */
async function isWritten(
  trx: Database,
  { orderId, at, cause }: Pick<BeforeFirstStep, 'orderId' | 'at' | 'cause'>,
): Promise<boolean> {
  const ofCase = trx.selectFrom('audit').select('position').where('case_id', '=', orderId).limit(1);
  const written =
    cause.actionId === undefined
      ? ofCase.where('action', '=', actionName(cause.action)).where('at', '=', toDate(at))
      : ofCase.where('action_id', '=', cause.actionId);
  return (await written.executeTakeFirst()) !== undefined;
}
