/** How an order ended, which decides how long its data is kept afterwards. */
import type { ENDED_STAGES, Stage } from './stage.ts';

/**
 * `COMPLETED`: a filing number was issued, or the record changed. `ABANDONED`: the customer gave the order up. `EXPIRED`: nobody
 * went on with it. `RETURNED`: the bureau refused its type. `CANCELLED`: two people of the provider ended it.
 */
export const END_KINDS = ['COMPLETED', 'ABANDONED', 'EXPIRED', 'RETURNED', 'CANCELLED'] as const;
export type EndKind = (typeof END_KINDS)[number];

/** The step that brought an order to its end, as the history has it. */
export interface LastMove {
  from: Stage;
  action: string;
}

/** @param move absent when the history does not say how the order ended */
export function endKindOf(stage: (typeof ENDED_STAGES)[number], move: LastMove | undefined): EndKind {
  if (stage === 'COMPLETED') return 'COMPLETED';
  if (move?.from === 'RETURNED_FOR_TYPE') return 'RETURNED';
  if (move?.action === 'kept') return 'EXPIRED';
  if (move?.action === 'consentToCancel' || move?.action === 'endOrder') return 'CANCELLED';
  return 'ABANDONED';
}
