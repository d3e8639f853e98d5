/** Holding the case of any process, for a row of its history that the process itself does not write. */
import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import type { ChainHead } from '../audit/append-audit.ts';
import type { CaseState } from '../audit/tables.ts';
import { holdingInspection, progressOf } from '../inspections/held-inspection.ts';
import { holdingOrder } from '../orders/held-order.ts';
import type { Database } from '../postgres/database.ts';

interface HeldCaseRow {
  head: ChainHead & { id: CaseId; wrapped_key: Buffer | null };
  /** Where the order or the inspection stands. */
  stage: CaseState;
  visit: number;
  round: number;
}

/** Held until the transaction ends. Throws when there is no such case. */
export async function holdCase(trx: Database, caseId: CaseId): Promise<HeldCaseRow> {
  const order = await holdingOrder(trx, caseId as OrderId).executeTakeFirst();
  if (order !== undefined) return { head: order, stage: order.stage, visit: order.visit, round: order.round };
  const inspection = await holdingInspection(trx, caseId).executeTakeFirstOrThrow();
  return { head: inspection, stage: progressOf(inspection).state, visit: 1, round: 0 };
}
