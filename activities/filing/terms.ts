/** Answers about time that the workflow must not work out by itself (design §2). */
import type { OrderId } from '../../domain/identifiers.ts';
import { businessDays, calendarDays, civilDate } from '../../domain/time/instant.ts';
import { draftDue } from '../../domain/lifecycle/terms.ts';
import { readOrder } from '../../store/orders/orders.ts';
import type { FilingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Until when a draft may lie untouched, counted from its last edit (R-SM-10). */
export function createDraftIdleUntil({
  database,
  vault,
}: Pick<ActivityDependencies, 'database' | 'vault'>): FilingActivities['draftIdleUntil'] {
  return async ({ orderId, days }) => {
    const order = await readOrder(database, vault, orderId as OrderId);
    if (!order) throw new Error(`order ${orderId} is not in the database`);
    return draftDue(order.editedAt, calendarDays(days)).at;
  };
}

/** A running term of business days, counted with today's calendar (R-CAL-3). */
export function createBusinessDeadline({
  rules,
}: Pick<ActivityDependencies, 'rules'>): FilingActivities['businessDeadline'] {
  return async ({ from, amount }) => {
    const { policies, calendar } = await rules();
    const close = policies.resolve('calendar.bdClose', {}, civilDate(from));
    return calendar.deadline(from, businessDays(amount), close);
  };
}
