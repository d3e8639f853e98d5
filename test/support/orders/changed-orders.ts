/** Short functions for tests of the rules: an order with some fields changed, and the findings that stop it. */
import type { Entity, OrderForm, Person, Website } from '../../../domain/order/form.ts';
import { BUILT_IN_POLICIES } from '../../../domain/policy/built-in-policies.ts';
import { createPolicies, type PolicyRow } from '../../../domain/policy/policy.ts';
import { certificateIn, completeOrder, enterpriseForm, individualForm } from './sample-orders.ts';
import { checkOrder } from '../../../domain/check-order/check-order.ts';
import type { OrderToCheck } from '../../../domain/check-order/order.ts';

export type Change = { entity?: Partial<Entity>; P1?: Partial<Person>; W1?: Partial<Website> };

/** A form with some fields changed; for an individual the entity follows its person. */
export function changed(form: OrderForm, { entity = {}, P1 = {}, W1 = {} }: Change): OrderForm {
  return {
    entity: { ...form.entity, ...registeredIn(form, entity), ...entity },
    people: { ...form.people, P1: { ...form.people['P1'], ...P1 } },
    websites: { ...form.websites, W1: { ...form.websites['W1'], ...W1 } },
  };
}
/** An organisation that files in another province is registered there. */
function registeredIn(form: OrderForm, { province }: Partial<Entity>): Partial<Entity> {
  return province === undefined || form.entity.kind === 'INDIVIDUAL'
    ? {}
    : { certificateNumber: certificateIn(province) };
}

export const individual = (change: Change = {}) => changed(individualForm(), change);
export const enterprise = (change: Change = {}) => changed(enterpriseForm(), change);
export const withPolicies = (...rows: PolicyRow[]) => createPolicies([...BUILT_IN_POLICIES, ...rows]);

/** Codes that stop an order, each with its path. */
export const stops = (form: OrderForm, overrides: Partial<OrderToCheck> = {}) =>
  checkOrder(completeOrder(form, overrides)).blocking.map(({ path, code }) => `${path} ${code}`);
export const warns = (form: OrderForm, overrides: Partial<OrderToCheck> = {}) =>
  checkOrder(completeOrder(form, overrides)).warnings.map(({ path, code }) => `${path} ${code}`);
