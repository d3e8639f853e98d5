/** The rules that the pages of the order types show: those that come with Beian, as they stand since their newest row began. */
import { PROVINCES, type Province } from '../../domain/order/form.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies, type PolicyScope, type PolicyValue } from '../../domain/policy/policy.ts';
import type { PolicyKey } from '../../domain/policy/policy-values.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import type { CivilDate } from '../../domain/time/instant.ts';

export const POLICIES = createPolicies(BUILT_IN_POLICIES);
export const CALENDAR = createCalendar(PUBLISHED_YEARS);

/** The first day of the newest row. */
export const SHOWN_ON = BUILT_IN_POLICIES.map(({ validFrom }) => validFrom)
  .toSorted()
  .at(-1) as CivilDate;

export const valueOf = <K extends PolicyKey>(key: K, scope: PolicyScope): PolicyValue<K> =>
  POLICIES.resolve(key, scope, SHOWN_ON);

/** What holds in most provinces, then the provinces where something else holds: `10; SX: 3`. */
export function byProvince(saidIn: (province: Province | undefined) => string): string {
  const general = saidIn(undefined);
  const others = PROVINCES.filter((province) => saidIn(province) !== general);
  return [general, ...grouped(others, saidIn).map(([said, where]) => `${where.join(', ')}: ${said}`)].join('; ');
}

/** What is said, with all of whom it is said. */
export function grouped<Key>(keys: readonly Key[], saidOf: (key: Key) => string): [said: string, of: Key[]][] {
  const groups = new Map<string, Key[]>();
  for (const key of keys) groups.set(saidOf(key), [...(groups.get(saidOf(key)) ?? []), key]);
  return [...groups];
}
