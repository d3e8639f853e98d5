/** What somebody may do to an order now: the buttons of its page. */
import type { Action } from '../../domain/lifecycle/action.ts';
import { allowedActions } from '../../domain/lifecycle/table.ts';
import type { OrderSummary } from '../../store/orders/order-summary.ts';
import type { Caller } from '../access/caller.ts';

/** Sent by use cases themselves when an edit or an upload has been saved; nobody takes them. */
export const SENT_AFTER_EDITS: ReadonlySet<Action> = new Set<Action>(['edited', 'materialUploaded']);

export function actionsFor({ stage, accountId }: Pick<OrderSummary, 'stage' | 'accountId'>, caller: Caller): Action[] {
  if (caller.role === 'applicant' && caller.accountId !== accountId) return [];
  return allowedActions(stage, caller.role).filter((action) => !SENT_AFTER_EDITS.has(action));
}
