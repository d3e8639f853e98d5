/** The policy scope of an order, from its known facts; callers add a slot or sector. */
import type { EntityKind, OrderType } from '../order-types/order-type.ts';
import type { PolicyScope } from '../policy/policy.ts';
import type { OrderForm, Province } from './form.ts';

/** The known facts of an order; a rule about an unknown fact does not apply yet. */
export interface ScopeFacts {
  province?: Province | undefined;
  entityKind?: EntityKind | undefined;
  type?: OrderType | undefined;
}

/** The policy scope from facts; every question to the policies about an order uses it. */
export const policyScope = ({ province, entityKind, type }: ScopeFacts): PolicyScope => ({
  province,
  entityKind,
  orderType: type,
});

/** The policy scope from a form, with the province and kind of its entity. */
export const orderScope = ({ entity }: OrderForm, type: OrderType | undefined): PolicyScope =>
  policyScope({ province: entity.province, entityKind: entity.kind, type });
