/** The part of the policies that an order falls under by what it says of itself. */
import type { OrderForm } from './form.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { PolicyScope } from '../policy/policy.ts';

/** Province and kind of the entity, and the order's type as far as it is known; slot or sector are added by who asks. */
export const orderScope = ({ entity }: OrderForm, type: OrderType | undefined): PolicyScope => ({
  province: entity.province,
  entityKind: entity.kind,
  orderType: type,
});
