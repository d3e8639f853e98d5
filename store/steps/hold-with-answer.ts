/** Holding an order for a step of one of its processes. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import { holdingOrder } from '../orders/held-order.ts';
import type { OrderRow } from '../orders/order-row.ts';
import type { Database } from '../postgres/database.ts';
import type { StepName } from './tables.ts';
import type { HeldCase } from './write-step.ts';

/**
 * Holds an order and its case, and reads which step stands in the place asked for, and which is the last one; undefined when
 * there is no such order.
 */
export const holdWithAnswer = (
  trx: Database,
  { caseId, process, seq }: StepName & { caseId: OrderId },
): Promise<(OrderRow & Pick<HeldCase, 'answer' | 'digest' | 'last'>) | undefined> =>
  holdingOrder(trx, caseId)
    .leftJoin('steps', (join) =>
      join.onRef('steps.case_id', '=', 'cases.id').on('steps.process', '=', process).on('steps.seq', '=', seq),
    )
    .select(['steps.answer', 'steps.digest'])
    .select(
      sql<number | null>`(select max(seq) from steps where case_id = ${caseId} and process = ${process})`.as('last'),
    )
    .executeTakeFirst();
