/** A reviewer is absent: the orders they have claimed are free again (R-SM-15). */
import type { ActionId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import { instant } from '../../domain/time/instant.ts';
import { listOrders } from '../../store/orders/order-list.ts';
import { oweSignals } from '../../store/owed/owed-signals.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { subjectInActionId } from '../outbox/stored-id.ts';
import { tellFilings, type Told } from './tell-filings.ts';

/** A reviewer holds only a few orders, and claims lapse after some hours anyway. */
const CLAIMED_AT_MOST = 1000;

/** `eventId` names the absence, so that a repeat is told once. */
export async function reviewerIsAbsent(
  deps: SendDependencies,
  actor: Actor,
  { reviewerId, eventId }: { reviewerId: string; eventId: string },
): Promise<Told> {
  const claimed = { assignee: reviewerId, inProgress: true };
  const { orders } = await listOrders(deps.database, claimed, { limit: CLAIMED_AT_MOST });
  const actionId = `absent:${subjectInActionId(reviewerId)}:${eventId}` as ActionId;
  const signal = { action: 'reviewerAbsent', actor, data: { reviewerId } } as const;
  const signals = orders.map(({ id }) => ({ orderId: id, actionId, signal }));
  return tellFilings(deps, await oweSignals(deps.database, signals, instant(deps.now())));
}
