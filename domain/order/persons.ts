/** Who the people of an order are, and who of them must verify by SMS or by face (R-SMS-3, R-SMS-5, §11 `authenticity.persons`). */
import { digest } from '../digest.ts';
import type { OrderForm, Person, Province } from './form.ts';
import type { PersonId } from '../identifiers.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies, PolicyValue } from '../policy/policy.ts';
import { orderScope, policyScope } from './order-scope.ts';

/** The person in charge of the entity, when the form names one that exists. */
export function entityHead(form: OrderForm): PersonId | undefined {
  const { headId } = form.entity;
  return headId !== undefined && form.people[headId] !== undefined ? (headId as PersonId) : undefined;
}

/** The people in charge of websites, each once, in the order of the websites. */
export function siteHeads(form: OrderForm): PersonId[] {
  const named = Object.values(form.websites)
    .map(({ headId }) => headId)
    .filter((headId): headId is PersonId => headId !== undefined && form.people[headId] !== undefined);
  return [...new Set(named)];
}

/** Entity head and site heads, each once. */
export function heads(form: OrderForm): PersonId[] {
  const head = entityHead(form);
  return [...new Set([...(head === undefined ? [] : [head]), ...siteHeads(form)])];
}

/** Whether MIIT sends codes for this type in this province on that day (R-SMS-3). */
export function smsApplies(
  province: Province | undefined,
  type: OrderType,
  policies: Policies,
  on: CivilDate,
): boolean {
  return policies.resolve('sms.scope', policyScope({ province, type }), on).includes(type);
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

/**
 * Tells whether a person is still the one who passed the face check: name and document (R-AUTH-9). Thirty-two bits of a
 * digest notice a change and are shared by many documents, so they name nobody.
 */
export function personFingerprint(person: Person): string {
  const identity = [person.name, person.documentType, person.documentNumber?.toUpperCase()];
  return digest(JSON.stringify(identity)).slice(8);
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

/** Digits of a mobile without country code, so that `+86 138…` and `138…` are one number. */
export function comparableMobile(mobile: string | undefined): string | undefined {
  const digits = mobile?.replaceAll(/\D/g, '').replace(/^(00)?86(?=1\d{10}$)/, '');
  return digits === '' ? undefined : digits;
}

/** Whether a person has a mainland ID card; assumed while no document is named. */
export function isMainlandResident(person: Person | undefined): boolean {
  return person?.documentType === undefined || person.documentType === 'RESIDENT_ID';
}
