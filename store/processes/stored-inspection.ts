/** Reads with what the process of an inspection begins, and begins again. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { StoredInspection } from '../../domain/lifecycle/stored-process.ts';
import { holdingInspection, progressOf } from '../inspections/held-inspection.ts';
import { fromDate, inTransaction, type Database } from '../postgres/database.ts';
import { lastStepOf, undeliveredSteps } from './last-step.ts';

/** Read while no step can be written. Undefined when there is no such inspection. */
export function readStoredInspection(db: Database, caseId: CaseId): Promise<StoredInspection | undefined> {
  return inTransaction(db, async (trx) => {
    const held = await holdingInspection(trx, caseId).executeTakeFirst();
    if (held === undefined) return undefined;
    const last = await lastStepOf(trx, caseId, 'inspection');
    return {
      steps: last?.seq ?? 0,
      lastAt: last?.at ?? fromDate(held.opened_at),
      undelivered: await undeliveredSteps(trx, caseId, 'inspection'),
      progress: progressOf(held),
    };
  });
}
