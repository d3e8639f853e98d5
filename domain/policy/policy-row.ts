/** How the data files write a policy row. */
import type { Province } from '../order/form.ts';
import type { PolicyRowOf, PolicyScope } from './policy.ts';
import type { PolicyKey } from './policy-values.ts';
import { present } from '../present.ts';

/** First day of rows without a known start: earlier than any order of this system. */
export const SINCE_EVER = '2000-01-01';

interface Limits {
  scope?: PolicyScope;
  from?: string;
  to?: string;
  note?: string;
}

/** One row; without a scope it is the default of its key. */
export function policy<K extends PolicyKey>(
  key: K,
  value: PolicyRowOf<K>['value'],
  source: string,
  { scope = {}, from = SINCE_EVER, to, note }: Limits = {},
): PolicyRowOf<K> {
  return {
    key,
    scope,
    validFrom: from,
    ...present({ validTo: to }),
    value,
    source,
    ...present({ note }),
  };
}

/** One row with the same value for each of several provinces. */
export function policyIn<K extends PolicyKey>(
  provinces: readonly Province[],
  key: K,
  value: PolicyRowOf<K>['value'],
  source: string,
  limits: Limits = {},
): PolicyRowOf<K>[] {
  return provinces.map((province) => policy(key, value, source, { ...limits, scope: { ...limits.scope, province } }));
}
