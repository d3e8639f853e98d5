/** Whether the bureau requires a website construction plan, by the number of the entity's websites (§4, §11.1). */
import type { OrderForm } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies } from '../policy/policy.ts';
import { orderScope } from '../order/order-scope.ts';

export interface PlanQuestion {
  form: OrderForm;
  type: OrderType;
  policies: Policies;
  on: CivilDate;
  /** How many websites the entity has on record; unknown counts as none. */
  websitesOnRecord?: number | undefined;
}

export function constructionPlanNeeded({ form, type, policies, on, websitesOnRecord = 0 }: PlanQuestion): boolean {
  const from = policies.resolve('material.constructionPlanFrom', orderScope(form, type), on);
  return from !== 'NEVER' && websitesOnRecord + Object.keys(form.websites).length >= from;
}
