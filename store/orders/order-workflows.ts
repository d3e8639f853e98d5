/** Orders by their workflow: what starts and signals it, and those whose workflow is still open. */
import type { AccountId, CaseId, OrderId } from '../../domain/identifiers.ts';
import { ENDED_STAGES, type Stage } from '../../domain/lifecycle/stage.ts';
import type { Database } from '../postgres/database.ts';

/** The order's workflow runs. */
export async function markStarted(db: Database, orderId: OrderId): Promise<void> {
  await db.updateTable('orders').set({ workflow_started: true }).where('id', '=', orderId).execute();
}

/** What it takes to start an order's filing or to signal it; nothing of it is sealed. */
export interface FilingOfOrder {
  id: OrderId;
  accountId: AccountId;
  clockSkewMs: number;
  workflowStarted: boolean;
  stage: Stage;
}

/** The filing of a case; undefined when the case is no order. */
export async function filingOf(db: Database, caseId: CaseId): Promise<FilingOfOrder | undefined> {
  const row = await db
    .selectFrom('cases')
    .innerJoin('orders', 'orders.id', 'cases.id')
    .select(['orders.id', 'orders.account_id', 'clock_skew_ms', 'workflow_started', 'stage'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, account_id: accountId, clock_skew_ms: clockSkewMs, workflow_started: workflowStarted, stage } = row;
  return { id, accountId, clockSkewMs, workflowStarted, stage };
}

/** Every order that has not ended, for reconciliation with Temporal and for signals to all; in order of their numbers. */
export async function openOrderIds(
  db: Database,
  page: { after?: OrderId; limit: number },
): Promise<{ id: OrderId; stage: Stage }[]> {
  let query = db.selectFrom('orders').select(['id', 'stage']).where('stage', 'not in', ENDED_STAGES);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  return query.orderBy('id').limit(page.limit).execute();
}
