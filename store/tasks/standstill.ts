/**
 * The task that an order's process stands still: some work of it fails for a reason that does not pass by itself. Nothing
 * sealed is read here, because the reason may be that it does not open.
 */
import type { OrderId } from '../../domain/identifiers.ts';
import { filingTime } from '../orders/orders.ts';
import type { Database } from '../postgres/database.ts';
import { closingTasks, openTask } from './tasks.ts';

const KIND = 'STANDS_STILL';

/** Opens the task in the order's present visit; a repeat changes nothing. */
export async function openStandstill(db: Database, orderId: OrderId, wallMs: number): Promise<void> {
  const order = await readMoment(db, orderId);
  if (order !== undefined) {
    await openTask(db, { caseId: orderId, kind: KIND, visit: order.visit, at: filingTime(order, wallMs) });
  }
}

/** Closes it, because the work has succeeded. */
export async function closeStandstill(db: Database, orderId: OrderId, wallMs: number): Promise<void> {
  const order = await readMoment(db, orderId);
  if (order !== undefined) {
    await closingTasks(db, { caseId: orderId, kinds: [KIND], by: 'system', at: filingTime(order, wallMs) }).execute();
  }
}

const readMoment = (db: Database, orderId: OrderId) =>
  db
    .selectFrom('orders')
    .select(['visit', 'clock_skew_ms as clockSkewMs'])
    .where('id', '=', orderId)
    .executeTakeFirst();
