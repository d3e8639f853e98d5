/** Which people of an order must verify by MIIT's SMS (R-SMS-3, R-SMS-5), and which by face (§11 `authenticity.persons`). */
import type { PersonId } from '../identifiers.ts';
import { comparableMobile } from '../identity/mobile.ts';
import type { OrderForm, Province } from '../order/form.ts';
import { entityHead, isMainlandResident, siteHeads } from '../order/heads.ts';
import { orderScope, policyScope } from '../order/order-scope.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies, PolicyValue } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';

/** Whether MIIT sends codes in this province on that day for this type, or for any type while it is not known (R-SMS-3). */
export function smsApplies(
  province: Province | undefined,
  type: OrderType | undefined,
  policies: Policies,
  on: CivilDate,
): boolean {
  const types = policies.resolve('sms.scope', policyScope({ province, type }), on);
  return type === undefined ? types.length > 0 : types.includes(type);
}

/**
 * The people who must verify by SMS, grouped by shared mobile: one group, one code (R-SMS-5). Empty where no SMS applies.
 */
export function personsToVerify(form: OrderForm, type: OrderType, policies: Policies, on: CivilDate): PersonId[][] {
  if (!smsApplies(form.entity.province, type, policies, on)) return [];
  const roles = policies.resolve('sms.persons', orderScope(form, type), on);
  const groups = new Map<string, PersonId[]>();
  for (const person of inRoles(form, roles)) {
    const mobile = comparableMobile(form.people[person]?.mobile) ?? person;
    groups.set(mobile, [...(groups.get(mobile) ?? []), person]);
  }
  return [...groups.values()];
}

/**
 * The people who must pass the face check. A head who is no mainland resident does not: the site head does it instead
 * (R-PER-10).
 */
export function personsForLiveness(form: OrderForm, type: OrderType, policies: Policies, on: CivilDate): PersonId[] {
  const roles = policies.resolve('authenticity.persons', orderScope(form, type), on);
  const head = entityHead(form);
  const sites = siteHeads(form);
  const foreignHead = head !== undefined && !sites.includes(head) && !isMainlandResident(form.people[head]);
  return inRoles(form, roles).filter((person) => !(foreignHead && person === head));
}

function inRoles(form: OrderForm, roles: PolicyValue<'sms.persons'>): PersonId[] {
  const head = entityHead(form);
  const people = roles.flatMap((role): PersonId[] => {
    switch (role) {
      case 'ENTITY_HEAD':
        return head === undefined ? [] : [head];
      case 'SITE_HEADS':
        return siteHeads(form);
      default:
        return role satisfies never;
    }
  });
  return [...new Set(people)];
}
