/** Rules about the people in charge: documents, age, phones, who may be head (R-PER-1 to R-PER-9, R-ID, R-TEL). */
import type { Person, PersonDocumentType } from '../order/form.ts';
import type { PersonId } from '../identifiers.ts';
import { isOldForeignCard, readResidentId } from '../identity/resident-id.ts';
import { mailbox as addressOf, MAILBOX_ADVICE } from '../identity/mailbox.ts';
import { daysFrom } from '../time/instant.ts';
import { heads } from '../order/heads.ts';
import { ageRules, nonLocalRules } from './age-and-place.ts';
import { headRules } from './heads.ts';
import { landLineRules } from './land-lines.ts';
import { contactRules, mobileRules } from './mobiles.ts';
import type { Order } from './order.ts';
import { blocking, type Verdict } from './verdict.ts';

export function peopleRules(order: Order): Verdict[] {
  return [
    ...heads(order.form).flatMap((id) => personRules(order, id, order.form.people[id] ?? {})),
    ...headRules(order),
    ...nonLocalRules(order),
    ...contactRules(order),
    ...landLineRules(order),
  ];
}

function personRules(order: Order, id: PersonId, person: Person): Verdict[] {
  return [
    ...documentNumber(id, person),
    ...documentValidity(order, id, person),
    ...ageRules(order, id, person),
    ...mobileRules(order, id, person),
    ...mailbox(id, person),
  ];
}

/** What the numbers of other documents look like. */
const NUMBER_FORMS = {
  HK_MACAU_TRAVEL_PERMIT: /^[HM]\d{8}(\d{2})?$/i,
  TAIWAN_TRAVEL_PERMIT: /^\d{8}(\d{2})?$/,
  PASSPORT: /^[A-Z0-9]{5,15}$/i,
} as const;

function documentNumber(id: PersonId, { documentType, documentNumber: number }: Person): Verdict[] {
  const path = `people.${id}.documentNumber`;
  if (documentType === undefined || number === undefined) return [];
  switch (documentType) {
    case 'RESIDENT_ID':
    case 'HK_MACAU_RESIDENCE_PERMIT':
    case 'TAIWAN_RESIDENCE_PERMIT':
    case 'FOREIGN_PERMANENT_RESIDENCE_CARD': {
      if (isOldForeignCard(number)) return belongsTo(id, documentType, 'FOREIGN_PERMANENT_RESIDENCE_CARD');
      const read = readResidentId(number);
      if (!read.ok) return [blocking(path, read.code, read.advice)];
      return belongsTo(id, documentType, read.documentType);
    }
    case 'HK_MACAU_TRAVEL_PERMIT':
    case 'TAIWAN_TRAVEL_PERMIT':
    case 'PASSPORT':
      if (isForeignCard(number)) return belongsTo(id, documentType, 'FOREIGN_PERMANENT_RESIDENCE_CARD');
      return NUMBER_FORMS[documentType].test(number)
        ? []
        : [
            blocking(
              path,
              'DOCUMENT_NUMBER_FORM',
              'The number does not have the form of this document. Compare the two.',
            ),
          ];
    default:
      return documentType satisfies never;
  }
}

/** The number says what document it is of. */
function belongsTo(id: PersonId, chosen: PersonDocumentType, found: PersonDocumentType): Verdict[] {
  if (chosen === found) return [];
  const advice = `The number belongs to a document of type ${found}. Choose that type or correct the number.`;
  return [blocking(`people.${id}.documentType`, 'DOCUMENT_TYPE', advice)];
}

/** Foreigners often hold a passport and this card. */
function isForeignCard(number: string): boolean {
  if (isOldForeignCard(number)) return true;
  const read = readResidentId(number);
  return read.ok && read.documentType === 'FOREIGN_PERMANENT_RESIDENCE_CARD';
}

/** R-PER-2: an expired document, or one about to expire, is refused. */
function documentValidity(
  { policies, scope, on }: Order,
  id: PersonId,
  { documentValidUntil: until }: Person,
): Verdict[] {
  if (until === undefined || until === 'LONG_TERM') return [];
  const path = `people.${id}.documentValidUntil`;
  const left = daysFrom(on, until);
  if (left < 0)
    return [blocking(path, 'EXPIRED', 'The identity document has expired. Renew it and give the new dates.')];
  const least = policies.resolve('person.idMinRemainingDays', scope, on);
  if (left >= least) return [];
  return [
    blocking(path, 'EXPIRES_SOON', `The document must be valid for at least ${least} more days. Renew it first.`),
  ];
}

function mailbox(id: PersonId, person: Person): Verdict[] {
  if (person.email === undefined || addressOf(person.email) !== undefined) return [];
  return [blocking(`people.${id}.email`, 'EMAIL_INVALID', MAILBOX_ADVICE)];
}
