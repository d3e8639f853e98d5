/**
 * The step between preliminary and second review in which people prove who they are: by a photo, or by the face check where
 * the province has it there (§5.1 `PHOTO_*`, R-AUTH-8). Nothing else about the order counts in it.
 */
import type { Finding } from '../finding.ts';
import type { PersonId } from '../identifiers.ts';
import { proofsAsked, type Proof } from '../proofs/proofs.ts';
import { isFresh, keepsPasses, passedFaceCheck } from './authenticity.ts';
import { prepare, type Order, type OrderToCheck, type ProofRefusal } from './order.ts';

/**
 * The people who have something to prove in this step. A photo is checked in each round; a passed face check stays valid
 * unless the second reviewer refused it.
 */
export function personsForPhotoStep(order: OrderToCheck): PersonId[] {
  const prepared = prepare(order);
  return proofsOf(prepared)
    .filter(({ by, personId }) => by === 'PHOTO' || !hasPassed(prepared, personId))
    .map(({ personId }) => personId);
}

/** What the step still lacks: photos and passes that are missing, or were refused and not made again. */
export function missingInPhotoStep(order: OrderToCheck): Finding[] {
  const prepared = prepare(order);
  return proofsOf(prepared).flatMap(({ by, personId }) => {
    if (by === 'PHOTO') return hasPhoto(prepared, personId) ? [] : [noPhoto(personId)];
    return hasPassed(prepared, personId) ? [] : [noPass(personId)];
  });
}

/**
 * The people whose photo is still wanted instead of the face check; a person who passes the face check after all needs no
 * photo.
 */
export const photoInstead = (order: Order): string[] =>
  order.photoAllowedFor.filter((person) => !passedFaceCheck(order, person));

const proofsOf = (order: Order): Proof[] =>
  proofsAsked({ ...order, photoAllowedFor: photoInstead(order) }).filter(({ due }) => due === 'PHOTO_STEP');

const noPhoto = (personId: PersonId): Finding => ({
  path: `documents.backdrop-photo:${personId}`,
  code: 'MISSING',
  advice: 'Upload the photo of this person; one that was refused must be taken anew.',
});
const noPass = (personId: PersonId): Finding => ({
  path: `people.${personId}.liveness`,
  code: 'MISSING',
  advice: 'The person passes the face check in the app; a photo does not replace it unless a reviewer allows it.',
});

function hasPhoto({ documents, proofRefused }: Order, person: PersonId): boolean {
  const photo = documents.find(({ slot }) => slot === `backdrop-photo:${person}`);
  if (photo === undefined) return false;
  const since = refusedAt(proofRefused, person);
  return since === undefined || (photo.uploadedAt !== undefined && photo.uploadedAt >= since);
}

function hasPassed(order: Order, person: PersonId): boolean {
  const result = order.liveness[person];
  if (result === undefined || !passedFaceCheck(order, person)) return false;
  const since = refusedAt(order.proofRefused, person);
  return (since === undefined || result.at >= since) && (isFresh(order, result) || keepsPasses(order));
}

/** A refusal that names nobody is about everybody. */
const refusedAt = (refused: ProofRefusal | undefined, person: string): number | undefined =>
  refused === undefined || (refused.persons.length > 0 && !refused.persons.includes(person)) ? undefined : refused.at;
