/** The reviewers' queue: oldest due first, and the next order of it that a reviewer may take (R-SM-15, A-146). */
import { randomUUID } from 'node:crypto';
import type { OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { mayNotActIn } from '../../domain/review/may-review.ts';
import { lastDayEnds, urgencyOf, type Urgency } from '../../domain/review/urgency.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { listOrders, type OrderFilter, type OrderPage } from '../../store/orders/order-list.ts';
import type { OrderSummary } from '../../store/orders/order-summary.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { queueCounts, type QueueCount } from '../../store/orders/review-queue.ts';
import { permit, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { takeAction } from '../order/take-action.ts';
import { reviewedOf } from './reviewed.ts';

const QUEUE_PAGE = 25;

export type QueueFilter = Pick<OrderFilter, 'stages' | 'assignee' | 'province' | 'type'> & {
  /** What is late, or due by the end of the last business day. */
  due?: 'LATE' | 'LAST_DAY';
};

export interface Queue extends Pick<OrderPage, 'cursor'> {
  orders: readonly (OrderSummary & { urgency: Urgency })[];
  counts: readonly QueueCount[];
}

export async function readQueue(
  deps: Pick<UseCaseDependencies, 'database' | 'rules' | 'now'>,
  caller: Caller,
  filter: QueueFilter,
  cursor?: string,
): Promise<Queue> {
  permit(caller, 'orders.read');
  const now = instant(deps.now());
  const { calendar } = await deps.rules();
  const ends = lastDayEnds(now, calendar);
  const [{ orders, ...rest }, counts] = await Promise.all([
    listOrders(deps.database, listed(filter, now, ends), { limit: QUEUE_PAGE, ...present({ cursor }) }),
    queueCounts(deps.database, { now, soon: ends, reviewer: caller.id }),
  ]);
  const urgency = ({ overdue, nextDue }: OrderSummary) => (overdue ? 'LATE' : urgencyOf(nextDue?.at, now, calendar));
  return { ...rest, orders: orders.map((order) => ({ ...order, urgency: urgency(order) })), counts };
}

const listed = ({ due, ...filter }: QueueFilter, now: Instant, ends: Instant): OrderFilter => ({
  ...filter,
  ...(due === undefined ? {} : { dueBefore: due === 'LATE' ? now : ends }),
  waitingOn: 'reviewer',
});

/**
 * Claims the order of the queue that is due first and that the reviewer may act on. Orders that somebody claims at the same moment
 * are passed over. Undefined when there is none.
 */
export async function claimNext(
  deps: UseCaseDependencies,
  caller: Caller,
  filter: QueueFilter,
): Promise<OrderId | undefined> {
  const now = instant(deps.now());
  const free = listed({ ...filter, assignee: null }, now, lastDayEnds(now, (await deps.rules()).calendar));
  let cursor: string | undefined;
  do {
    const page: OrderPage = await listOrders(deps.database, free, { limit: QUEUE_PAGE, ...present({ cursor }) });
    for (const { id } of page.orders) if (await claimed(deps, caller, id)) return id;
    ({ cursor } = page);
  } while (cursor !== undefined);
  return undefined;
}

async function claimed(deps: UseCaseDependencies, caller: Caller, id: OrderId): Promise<boolean> {
  const order = await readOrder(deps.database, deps.vault, id);
  if (order === undefined || mayNotActIn(order.stage, reviewedOf(order, deps.now()), caller) !== undefined)
    return false;
  const taken = await takeAction(deps, order, caller, {
    action: 'claim',
    name: randomUUID(),
    visit: order.visit,
    data: {},
  });
  return taken.outcome?.outcome === 'APPLIED';
}
