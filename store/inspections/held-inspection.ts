/** Holding an inspection and its case for a step, and reading how it stands. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import { openedInspection, type InspectionProgress } from '../../domain/inspection/inspection.ts';
import type { Outcome } from '../../domain/inspection/found.ts';
import { fromDate, type Database } from '../postgres/database.ts';

/** A query that holds the rows of the inspection and of its case until the transaction ends, always in this order. */
export const holdingInspection = (trx: Database, caseId: CaseId) =>
  trx
    .selectFrom('inspections')
    .innerJoin('cases', 'cases.id', 'inspections.case_id')
    .select([
      'inspections.id as inspection_id',
      'inspections.number',
      'inspections.domain',
      'inspections.found',
      'inspections.due_at',
      'inspections.opened_at',
      'inspections.outcome',
      'inspections.progress',
      'inspections.order_id',
    ])
    .select(['cases.id', 'cases.account_id', 'cases.wrapped_key', 'cases.audit_length', 'cases.audit_head'])
    .where('inspections.case_id', '=', caseId)
    .forUpdate('inspections')
    .forNoKeyUpdate('cases');

/** The same with the step that stands in a place, and the number of the last one. */
export const holdInspectionWithAnswer = (trx: Database, caseId: CaseId, seq: number) =>
  holdingInspection(trx, caseId)
    .leftJoin('steps', (join) =>
      join.onRef('steps.case_id', '=', 'cases.id').on('steps.process', '=', 'inspection').on('steps.seq', '=', seq),
    )
    .select(['steps.answer', 'steps.digest'])
    .select(
      sql<number | null>`(select max(seq) from steps where case_id = ${caseId} and process = 'inspection')`.as('last'),
    )
    .executeTakeFirst();

/** How an inspection stands; before its first step, as its row says. */
export const progressOf = (row: {
  progress: InspectionProgress | null;
  outcome: Outcome | null;
  due_at: Date;
}): InspectionProgress =>
  row.progress ??
  openedInspection(row.outcome === 'ACCESS_CANCELLED' ? 'ACCESS_CANCELLED' : 'OPEN', fromDate(row.due_at));
