/** Phones of the people in charge (R-PER-6 to R-PER-8, R-TEL-1 to R-TEL-4). */
import type { Person } from '../order/form.ts';
import type { PersonId } from '../identifiers.ts';
import { checkMobile, comparableMobile } from '../identity/mobile.ts';
import { heads } from '../order/heads.ts';
import { isFromElsewhere } from './age-and-place.ts';
import type { Order } from './order.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';

export function mobileRules(
  order: Order,
  id: PersonId,
  { mobile, emergencyMobile, mobileOverrideNote }: Person,
): Verdict[] {
  const { policies, scope, on } = order;
  const verdicts: Verdict[] = [];
  if (mobile !== undefined) {
    const path = `people.${id}.mobile`;
    const check = checkMobile(mobile, policies.resolve('person.unsupportedPrefixes', scope, on));
    if (!check.ok) verdicts.push(blocking(path, check.code, check.advice));
    else if (check.unsupportedPrefix !== undefined) {
      verdicts.push(...unsupported(id, check.unsupportedPrefix, mobileOverrideNote));
    }
    verdicts.push(...region(order, path));
  }
  if (emergencyMobile !== undefined) {
    const check = checkMobile(emergencyMobile, []);
    if (!check.ok) verdicts.push(blocking(`people.${id}.emergencyMobile`, check.code, check.advice));
  }
  return verdicts;
}

/** R-TEL-3: warned, another number offered; to keep it takes a note. */
function unsupported(id: PersonId, prefix: string, note: string | undefined): Verdict[] {
  const advice = `MIIT's SMS may not reach numbers that begin with ${prefix}. Better give another number.`;
  return [
    warning(`people.${id}.mobile`, 'MOBILE_PREFIX_UNSUPPORTED', advice),
    ...(note === undefined
      ? [missing(`people.${id}.mobileOverrideNote`, 'Give another mobile number, or say here why this one is kept.')]
      : []),
  ];
}

/** Where a number is from, nobody can tell for certain: the reviewer looks (R-PER-7, R-TEL-4). */
function region({ form, policies, scope, on }: Order, path: string): Verdict[] {
  const rule = policies.resolve('person.mobileRegion', scope, on);
  switch (rule) {
    case 'ANY':
      return [];
    case 'LOCAL':
      return [warning(path, 'MOBILE_REGION', LOCAL_MOBILE)];
    case 'LOCAL_IF_ELSEWHERE':
      return isFromElsewhere(form) ? [warning(path, 'MOBILE_REGION', LOCAL_MOBILE)] : [];
    case 'ADVISED':
      return [warning(path, 'MOBILE_REGION_ADVISED', 'This bureau advises a mobile number of the province.')];
    default:
      return rule satisfies never;
  }
}

const LOCAL_MOBILE = 'This bureau wants a mobile number of the province; the reviewer checks it.';

/** The relation between contact 1 and emergency contact (R-PER-7). */
export const contactRules = (order: Order): Verdict[] => {
  const tooFew = tooFewOfOne(order);
  return [...(tooFew.length > 0 ? tooFew : tooFewTogether(order)), ...thirdPerson(order)];
};

/** A head's own mobile is no emergency number, unless the bureau takes it. */
function tooFewOfOne({ form, policies, scope, on }: Order): Verdict[] {
  const { differentNumbers } = policies.resolve('person.contactRules', scope, on);
  if (differentNumbers < 2) return [];
  return heads(form)
    .filter((id) => {
      const { mobile, emergencyMobile } = form.people[id] ?? {};
      if (mobile === undefined || emergencyMobile === undefined) return false;
      return comparableMobile(mobile) === comparableMobile(emergencyMobile);
    })
    .map((id) =>
      blocking(
        `people.${id}.emergencyMobile`,
        'NUMBERS_NOT_DIFFERENT',
        'The emergency number is the mobile of the same person. Give another number.',
      ),
    );
}

/** The numbers of several heads do not make enough different ones. */
function tooFewTogether({ form, policies, scope, on }: Order): Verdict[] {
  const people = heads(form);
  const numbers = people.flatMap((id) => [form.people[id]?.mobile, form.people[id]?.emergencyMobile]);
  const [first] = people;
  if (first === undefined || people.length === 1 || numbers.includes(undefined)) return [];
  const { differentNumbers: needed } = policies.resolve('person.contactRules', scope, on);
  const different = new Set(numbers.map(comparableMobile)).size;
  if (different >= needed) return [];
  const advice = `The contact and emergency numbers must make ${needed} different numbers. Give another emergency number.`;
  return [blocking(`people.${first}.emergencyMobile`, 'NUMBERS_NOT_DIFFERENT', advice)];
}

/** Some bureaus want to reach somebody else in an emergency than the people in charge (§11.1). */
function thirdPerson({ form, policies, scope, on }: Order): Verdict[] {
  if (policies.resolve('person.emergencyContact', scope, on) === 'ANYBODY') return [];
  const people = heads(form).map((id) => ({ id, ...form.people[id] }));
  const own = new Set(people.flatMap(({ mobile }) => (mobile === undefined ? [] : [comparableMobile(mobile)])));
  return people
    .filter(({ emergencyMobile }) => emergencyMobile !== undefined && own.has(comparableMobile(emergencyMobile)))
    .map(({ id }) =>
      blocking(
        `people.${id}.emergencyMobile`,
        'EMERGENCY_NUMBER_OF_HEAD',
        'This bureau wants the emergency number of somebody else than the people in charge. Give another one.',
      ),
    );
}
