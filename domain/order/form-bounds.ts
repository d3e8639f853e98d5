/**
 * How much a form may hold. Each website costs questions to the provider's own systems and rules to judge, so a draft holds
 * no more of them than an order may have (R-SITE-1, R-SITE-2), nor more people than such an order has heads.
 */
import type { Finding } from '../finding.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { rowOf } from '../order-types/table.ts';
import type { Policies, PolicyScope } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderForm } from './form.ts';
import { orderScope } from './order-scope.ts';

export interface FormChange {
  /** Undefined for a form that is new. */
  before: OrderForm | undefined;
  after: OrderForm;
  type: OrderType | undefined;
}

/**
 * What a change adds beyond the bounds. While province, kind or type are not known, the widest bound that may come to hold
 * counts. A form that is beyond the bounds already, because a policy or the kind of entity changed, may still be edited as
 * long as it does not grow.
 */
export function beyondBounds({ before, after, type }: FormChange, policies: Policies, on: CivilDate): Finding[] {
  const websites = Object.keys(after.websites).length;
  const people = Object.keys(after.people).length;
  const mostWebsites = widest(policies, orderScope(after, type), type, on);
  const mostPeople = 1 + widest(policies, {}, undefined, on);
  const grows = (part: 'websites' | 'people', count: number): boolean =>
    count > Object.keys(before?.[part] ?? {}).length;
  return [
    ...(websites > mostWebsites && grows('websites', websites) ? [tooManyWebsites(mostWebsites, websites)] : []),
    ...(people > mostPeople && grows('people', people) ? [tooManyPeople(mostPeople, people)] : []),
  ];
}

function widest(policies: Policies, known: PolicyScope, type: OrderType | undefined, on: CivilDate): number {
  const keys = type === undefined ? (['site.maxPerOrder', 'site.maxPerTransfer'] as const) : [rowOf(type).websiteLimit];
  return Math.max(...keys.flatMap((key) => policies.possible(key, known, on)));
}

const tooManyWebsites = (most: number, count: number): Finding => ({
  path: 'websites',
  code: 'TOO_MANY_WEBSITES',
  advice: `This order may have at most ${most} website(s); with this change it would have ${count}. File the others after the approval.`,
});

const tooManyPeople = (most: number, count: number): Finding => ({
  path: 'people',
  code: 'TOO_MANY_PEOPLE',
  advice: `An order names at most ${most} people, the head of the entity and one head for each website; with this change it would name ${count}. Take out those who head nothing.`,
});
