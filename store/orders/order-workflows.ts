/** Orders by their workflow: those that a crash left without one, and those whose workflow is still open. */
import { sql } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { ENDED_STAGES, type Stage } from '../../domain/lifecycle/stage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, toDate, type Database } from '../postgres/database.ts';

/** The order's workflow runs. */
export async function markStarted(db: Database, orderId: OrderId): Promise<void> {
  await db.updateTable('orders').set({ workflow_started: true }).where('id', '=', orderId).execute();
}

/** Orders whose workflow a crash left unstarted; `before` is wall time. */
export async function unstartedOrders(
  db: Database,
  request: { before: Instant; limit?: number },
): Promise<{ id: OrderId; accountId: AccountId; openedAt: Instant; clockSkewMs: number }[]> {
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'account_id', 'opened_at', 'clock_skew_ms'])
    .where('workflow_started', '=', false)
    .where(sql<boolean>`opened_at - clock_skew_ms * interval '1 millisecond' < ${toDate(request.before)}`)
    .orderBy('opened_at')
    .limit(request.limit ?? 100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    openedAt: fromDate(row.opened_at),
    clockSkewMs: row.clock_skew_ms,
  }));
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
