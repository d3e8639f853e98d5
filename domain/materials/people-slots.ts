/** Documents of one person: identity, letters, photos, papers of minors and of people from elsewhere (§4, §11.1). */
import type { PersonId } from '../identifiers.ts';
import { ageOn, readResidentId } from '../identity/resident-id.ts';
import type { Candidate, MaterialsQuestion, SlotDue } from './question.ts';
import { entityHead, heads, siteHeads } from '../order/heads.ts';
import { SLOT_ADVICE } from './slots.ts';
import { proofsAsked } from '../proofs/proofs.ts';
import { orderScope } from '../order/order-scope.ts';

export function peopleSlots(question: MaterialsQuestion): Candidate[] {
  const { form } = question;
  return form.entity.kind === 'INDIVIDUAL' ? individualSlots(question) : organisationSlots(question);
}

/** For an individual the certificate is the ID of the filing's only person. */
function individualSlots(question: MaterialsQuestion): Candidate[] {
  const head = entityHead(question.form);
  return [
    ...(head !== undefined && livesElsewhere(question, head) ? [residence(question, head)] : []),
    ...common(question),
  ];
}

function organisationSlots(question: MaterialsQuestion): Candidate[] {
  const { form } = question;
  const head = entityHead(form);
  const others = siteHeads(form).filter((person) => person !== head);
  return [
    ...(head === undefined ? [] : [{ name: 'entity-head-id', personId: head } as const]),
    ...others.map((personId): Candidate => ({ name: 'site-head-id', personId })),
    ...entityHeadLetter(question, head),
    ...siteHeadLetters(question),
    ...common(question),
  ];
}

/** where a letter is required because the head is not the legal representative. */
function entityHeadLetter({ form, type, policies, on }: MaterialsQuestion, head: PersonId | undefined): Candidate[] {
  if (head === undefined || form.people[head]?.legalRepresentative !== false) return [];
  const rule = policies.resolve('entity.headMustBeLegalRep', orderScope(form, type), on);
  return [
    ...(rule === 'LETTER' || rule === 'MANAGER' ? [{ name: 'entity-head-letter', personId: head } as const] : []),
    ...(rule === 'MANAGER' ? [{ name: 'head-position-proof', personId: head } as const] : []),
  ];
}

function siteHeadLetters({ form, type, policies, on }: MaterialsQuestion): Candidate[] {
  if (policies.resolve('entity.siteHeadLetter', orderScope(form, type), on) === 'NO') return [];
  return siteHeads(form)
    .filter((personId) => form.people[personId]?.legalRepresentative !== true)
    .map((personId): Candidate => ({ name: 'site-head-letter', personId }));
}

function common(question: MaterialsQuestion): Candidate[] {
  return [
    ...siteHeads(question.form).map((personId): Candidate => ({ name: 'photo-in-hand', personId })),
    ...heads(question.form)
      .filter((personId) => isMinor(question, personId))
      .map((personId): Candidate => ({ name: 'minor-proof', personId, due: 'APPROVAL' })),
    ...proofsAsked(question)
      .filter(({ by }) => by === 'PHOTO')
      .map(({ personId, due }): Candidate => photo(question, personId, due === 'PHOTO_STEP' ? 'PHOTO' : 'SUBMISSION')),
  ];
}

/**
 * Whether an individual files outside the province of the ID card, where the bureau accepts a proof of residence
 * (A-084).
 */
function livesElsewhere({ form, type, policies, on }: MaterialsQuestion, person: PersonId): boolean {
  const { province } = form.entity;
  const id = readResidentId(form.people[person]?.documentNumber ?? '');
  if (!id.ok || id.province === undefined || id.province === province) return false;
  return policies.resolve('entity.nonLocalIndividual', orderScope(form, type), on) === 'PROOF';
}

function isMinor({ form, type, policies, on }: MaterialsQuestion, person: PersonId): boolean {
  const id = readResidentId(form.people[person]?.documentNumber ?? '');
  return id.ok && ageOn(id.birthDate, on) < policies.resolve('person.minAge', orderScope(form, type), on);
}

/** where the provider's app takes the photo, the slot says so. */
function photo({ form, type, policies, on }: MaterialsQuestion, personId: PersonId, due: SlotDue): Candidate {
  const candidate: Candidate = { name: 'backdrop-photo', personId, due };
  const isInApp = policies.resolve('authenticity.photoInApp', orderScope(form, type), on) === 'YES';
  return isInApp
    ? { ...candidate, advice: `${SLOT_ADVICE['backdrop-photo']} The provider's app takes and uploads it.` }
    : candidate;
}

function residence({ form, type, policies, on }: MaterialsQuestion, personId: PersonId): Candidate {
  const { zh, en } = policies.resolve('entity.residenceProofs', orderScope(form, type), on);
  return {
    name: 'residence-proof',
    personId,
    advice: `${SLOT_ADVICE['residence-proof']} This bureau takes: ${en} (${zh}).`,
  };
}
