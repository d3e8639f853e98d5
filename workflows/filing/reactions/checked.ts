/** The refusals of an action that the order, as it is, must not go on with. */
import type { CheckAnswer } from '../../../activities/contract.ts';
import { isOfWrongAccount } from '../../../domain/order-types/type-determination.ts';
import { refuse, type Refused } from '../outcome.ts';

/** Refuses an order that only another account can file, however complete it is (R-ACC-1, R-ORD-8). */
export function ofWrongAccount({ blocking }: CheckAnswer): Refused | undefined {
  const items = blocking.filter(isOfWrongAccount);
  return items.length === 0 ? undefined : refuse('ANOTHER_ENTITY', { items });
}

/**
 * Refuses while something is missing or wrong, and names it; refuses too while something could not be looked up: an outage
 * may be over in a minute, a refused look-up opens an operator's task. Undefined when the order may go on.
 */
export function unfit({ blocking, unchecked = [], outage = false, tasks = [] }: CheckAnswer): Refused | undefined {
  const items = [...blocking, ...unchecked];
  if (items.length === 0) return undefined;
  const passes = blocking.length === 0 && outage;
  return refuse(passes ? 'LOOK_UP_UNAVAILABLE' : 'INCOMPLETE', { items, tasks });
}
