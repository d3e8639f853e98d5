/** Rules that follow from the number of the identity document: age (R-PER-1, R-ID-3) and province (R-ACC-6). */
import type { OrderForm, Person } from '../order/form.ts';
import type { PersonId } from '../identifiers.ts';
import { ageOn, readResidentId, type ResidentId } from '../identity/resident-id.ts';
import { entityHead, siteHeads } from '../order/heads.ts';
import type { Order } from './order.ts';
import { blocking, warning, type Verdict } from './verdict.ts';

/** A person must be old enough, or a minor whose papers the bureau accepts; site heads may be too old. */
export function ageRules(order: Order, id: PersonId, person: Person): Verdict[] {
  const { policies, scope, on } = order;
  const read = readResidentId(person.documentNumber ?? '');
  if (!read.ok) return [];
  const path = `people.${id}.documentNumber`;
  const age = ageOn(read.birthDate, on);
  const least = policies.resolve('person.minAge', scope, on);
  if (age >= least) return siteHeads(order.form).includes(id) ? tooOld(order, path, read, age) : [];
  const minors = policies.resolve('person.minorDocs', scope, on);
  if (minors !== 'NONE' && age >= minors.fromAge) {
    return [warning(path, 'MINOR_NEEDS_PROOF', `The reviewer will ask for papers: ${minors.proofs.join(', ')}.`)];
  }
  const hotline = policies.resolve('review.hotline', scope, on);
  const youngest = minors === 'NONE' ? least : minors.fromAge;
  const advice = `The person must be ${youngest}. Name another person, or ask the bureau on ${hotline}.`;
  return [blocking(path, 'TOO_YOUNG', advice)];
}

function tooOld({ policies, scope, on }: Order, path: string, { sex }: ResidentId, age: number): Verdict[] {
  const limit = policies.resolve('person.maxAge', scope, on);
  if (limit === 'NONE') return [];
  const most = sex === 'MALE' ? limit.men : limit.women;
  if (age <= most) return [];
  return [blocking(path, 'TOO_OLD', `This bureau takes site heads up to ${most}. Name another person.`)];
}

/** Whether an individual files outside the province of the ID card. */
export function isFromElsewhere(form: OrderForm): boolean {
  const { kind, province } = form.entity;
  if (kind !== 'INDIVIDUAL' || province === undefined) return false;
  const read = readResidentId(form.people[entityHead(form) ?? '']?.documentNumber ?? '');
  return read.ok && read.province !== undefined && read.province !== province;
}

/** An individual files in the province of the ID card, elsewhere only where the bureau takes proofs. */
export function nonLocalRules({ form, policies, scope, on }: Order): Verdict[] {
  if (!isFromElsewhere(form)) return [];
  const rule = policies.resolve('entity.nonLocalIndividual', scope, on);
  switch (rule) {
    case 'PROOF': // the slot residence-proof is mandatory
      return [];
    case 'UNKNOWN':
      return [warning('entity.province', 'NON_LOCAL', 'The ID is of another province; the reviewer asks the bureau.')];
    case 'NO':
      return [
        blocking('entity.province', 'NON_LOCAL', "This bureau takes local people only. File in the ID's province."),
      ];
    default:
      return rule satisfies never;
  }
}
