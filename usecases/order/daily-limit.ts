/**
 * How often a day somebody may take one action on one order (`order.actionsPerDay`). Every signal costs the filing some of a
 * history that must not grow without end. An action counts until it has led the order on: one that was refused counts, and so
 * does one that can be repeated or undone without anybody else. Each action has a count of its own, so that whoever has used
 * one up can still take the others: an operator always has their remedies.
 */
import { isRepeatable } from '../../domain/lifecycle/repeatable.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { Role } from '../../domain/role.ts';
import { civilDate, endOfDay } from '../../domain/time/instant.ts';
import { uncountAction, type Counted } from '../../store/orders/action-counts.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal, type Refusal } from '../refusal.ts';

/** What counting needs to know of an order. */
type CountedOrder = Pick<Order, 'id' | 'clockSkewMs'>;

/** What an action counts as, and how often that is possible a day. */
export interface DailyLimit {
  as: Counted;
  limit: number;
}

/** The limit for what a caller does: the customer's people count together, staff each for themselves. */
export const limitFor = (
  deps: Pick<UseCaseDependencies, 'rules' | 'now'>,
  order: CountedOrder,
  { id, role }: Pick<Caller, 'id' | 'role'>,
  action: string,
): Promise<DailyLimit> =>
  role === 'applicant'
    ? dailyLimit(deps, order, { who: 'applicant', action, of: 'applicant' })
    : dailyLimit(deps, order, { who: `staff:${id}`, action, of: 'staff' });

/** The limit for what an outside party, or one of the provider's systems, says. */
export const limitForParty = (
  deps: Pick<UseCaseDependencies, 'rules' | 'now'>,
  order: CountedOrder,
  { party, action }: { party: Role; action: Action },
): Promise<DailyLimit> => dailyLimit(deps, order, { who: `party:${party}`, action, of: 'party' });

/** The limit for edits that bring a draft into another state. */
export const limitForEdits = (
  deps: Pick<UseCaseDependencies, 'rules' | 'now'>,
  order: CountedOrder,
): Promise<DailyLimit> => dailyLimit(deps, order, { who: 'applicant', action: 'edited', of: 'edits' });

async function dailyLimit(
  { rules, now }: Pick<UseCaseDependencies, 'rules' | 'now'>,
  order: CountedOrder,
  { who, action, of }: { who: string; action: string; of: 'applicant' | 'staff' | 'party' | 'edits' },
): Promise<DailyLimit> {
  const { policies } = await rules();
  const day = civilDate(filingTime(order, now()));
  const limit = policies.resolve('order.actionsPerDay', {}, day)[of];
  return { as: { orderId: order.id, day, who, action }, limit };
}

/** Whether an action that was applied still counts. */
export const staysCounted = (action: Action, role: Role): boolean => isRepeatable(action, role);

export const giveBack = ({ database }: Pick<UseCaseDependencies, 'database'>, { as }: DailyLimit): Promise<void> =>
  uncountAction(database, as).catch(() => {}); // one too many is counted, until midnight

/** The answer when the limit is reached: it is possible again on the next day of the filing. */
export function tooOftenToday({ now }: Pick<UseCaseDependencies, 'now'>, order: CountedOrder): Refusal {
  const at = filingTime(order, now());
  const retryAfter = Math.ceil((endOfDay(civilDate(at)) - at) / 1000) + 1;
  const title = 'This was done, or refused, too often for this order today. Try again tomorrow.';
  return refusal('TOO_MANY', { title, retryAfter });
}
