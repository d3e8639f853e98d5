/** The part of the policies that an order falls under by what is known of it; slot or sector are added by who asks. */
import type { EntityKind, OrderType } from '../order-types/order-type.ts';
import type { PolicyScope } from '../policy/policy.ts';
import type { OrderForm, Province } from './form.ts';

/** What is known of an order; a rule that names something unknown does not hold yet. */
export interface ScopeFacts {
  province?: Province | undefined;
  entityKind?: EntityKind | undefined;
  type?: OrderType | undefined;
}

/** The one way in which policies are asked about an order. */
export const policyScope = ({ province, entityKind, type }: ScopeFacts): PolicyScope => ({
  province,
  entityKind,
  orderType: type,
});

/** The same by the form: province and kind of its entity. */
export const orderScope = ({ entity }: OrderForm, type: OrderType | undefined): PolicyScope =>
  policyScope({ province: entity.province, entityKind: entity.kind, type });
