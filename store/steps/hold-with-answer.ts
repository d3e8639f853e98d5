/** Holding an order for a step of one of its processes. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import { holdingOrder } from '../orders/held-order.ts';
import type { OrderRow } from '../orders/order-row.ts';
import type { Database } from '../postgres/database.ts';
import type { StepName } from './write-step.ts';

/** Holds an order and its case, and reads the answer of a step that was written before; undefined when there is no such order. */
export const holdWithAnswer = (
  trx: Database,
  { caseId, process, seq }: StepName & { caseId: OrderId },
): Promise<(OrderRow & { answer: StepAnswer | null }) | undefined> =>
  holdingOrder(trx, caseId)
    .leftJoin('steps', (join) =>
      join.onRef('steps.case_id', '=', 'cases.id').on('steps.process', '=', process).on('steps.seq', '=', seq),
    )
    .select('steps.answer')
    .executeTakeFirst();
