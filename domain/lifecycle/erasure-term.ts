/** How long the data of an order is kept after its end: a policy for each way of ending (§16.4). */
import type { Policies, PolicyScope } from '../policy/policy.ts';
import { dueInCalendarDays, type CalendarDays, type CivilDate, type Instant } from '../time/instant.ts';
import { END_KINDS, type EndKind } from './end-kind.ts';

const KEYS = {
  COMPLETED: 'retention.imagesDays',
  ABANDONED: 'retention.abandonedDays',
  EXPIRED: 'retention.expiredDays',
  RETURNED: 'retention.returnedDays',
  CANCELLED: 'retention.cancelledDays',
} as const satisfies Record<EndKind, string>;

export interface ErasureTerm {
  kind: EndKind;
  scope: PolicyScope;
  /** When the order ended, or its record did. */
  endedAt: Instant;
}

/** The last instant at which the data is kept, by the policies of a day. */
export function keptUntil({ kind, scope, endedAt }: ErasureTerm, policies: Policies, on: CivilDate): Instant {
  return dueInCalendarDays(endedAt, policies.resolve(KEYS[kind], scope, on));
}

/** The shortest term that any ended order may have; orders that ended more lately need not be looked at. */
export function shortestTerm(policies: Policies, on: CivilDate): CalendarDays {
  const [first, ...others] = END_KINDS.flatMap((kind) => policies.possible(KEYS[kind], {}, on));
  if (first === undefined) throw new Error('no policy says how long data is kept');
  return others.reduce((shortest, days) => (days < shortest ? days : shortest), first);
}
