/** A stored order as the rule of who may review sees it. */
import type { Reviewed } from '../../domain/review/may-review.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';

/** A claim lapses at its instant, also where the filing has not said so yet. */
export function reviewedOf(order: Order, wallMs: number): Reviewed {
  const { accountId, progress, settings } = order;
  const claim = progress?.claim;
  return {
    accountId,
    heldBy: claim !== undefined && claim.until > filingTime(order, wallMs) ? claim.by : undefined,
    approvedBy: progress?.approvedBy,
    fourEyes: settings?.fourEyes ?? true,
  };
}
