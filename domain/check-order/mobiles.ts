/** Phones of the people in charge (R-PER-6 to R-PER-8, R-TEL-1 to R-TEL-4). */
import type { Person } from '../order/form.ts';
import type { PersonId } from '../identifiers.ts';
import { checkMobile, comparableMobile } from '../identity/mobile.ts';
import { heads } from '../order/heads.ts';
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
    if (policies.resolve('person.mobileRegion', scope, on) === 'LOCAL') {
      verdicts.push(
        warning(path, 'MOBILE_REGION', 'This bureau wants a mobile number of the province; the reviewer checks it.'),
      );
    }
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

/** The relation between contact 1 and emergency contact (R-PER-7). */
export const contactRules = (order: Order): Verdict[] => [...tooFewNumbers(order), ...thirdPerson(order)];

/** They do not make enough different numbers. */
function tooFewNumbers({ form, policies, scope, on }: Order): Verdict[] {
  const people = heads(form);
  const numbers = people.flatMap((id) => [form.people[id]?.mobile, form.people[id]?.emergencyMobile]);
  const [first] = people;
  if (first === undefined || numbers.includes(undefined)) return [];
  const { differentNumbers } = policies.resolve('person.contactRules', scope, on);
  const needed = people.length === 1 ? Math.min(2, differentNumbers) : differentNumbers;
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
