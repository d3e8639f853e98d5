/**
 * Face checks (R-AUTH-6, R-AUTH-8, R-AUTH-9; A-154): everybody who needs one has passed it, recently enough, and is still
 * the same person.
 */
import type { PersonId } from '../identifiers.ts';
import { dueInHours } from '../time/instant.ts';
import { personFingerprint } from '../proofs/person-fingerprint.ts';
import { proofsAsked, type Proof } from '../proofs/proofs.ts';
import type { LivenessState, Order } from './order.ts';
import { blocking, missing, type Verdict } from './verdict.ts';

/** Face checks that are due; photos are checked with the documents. */
export function authenticityRules(order: Order): Verdict[] {
  return proofsAsked(order)
    .filter(({ by, due }) => by === 'FACE_CHECK' && isDue(order, due))
    .flatMap(({ personId }) => faceCheck(order, personId));
}

function isDue({ purpose }: Order, due: Proof['due']): boolean {
  return due === 'SUBMISSION' || purpose === 'HAND_OVER' || purpose === 'RETURN';
}

/** Whether a person has a pass that is the person's own. */
export function passedFaceCheck({ liveness, form }: Order, person: string): boolean {
  const result = liveness[person];
  return result?.status === 'PASS' && result.personFingerprint === personFingerprint(form.people[person] ?? {});
}

function faceCheck(order: Order, person: PersonId): Verdict[] {
  const path = `people.${person}.liveness`;
  const result = order.liveness[person];
  if (result === undefined) return [missing(path, 'The person opens the link in the app and passes the face check.')];
  if (result.status === 'FAIL') return [blocking(path, 'LIVENESS_FAILED', adviceAfterFail(order, result))];
  if (!passedFaceCheck(order, person)) {
    const advice = 'Name or document of the person changed since the face check. The person passes it again.';
    return [blocking(path, 'LIVENESS_OF_ANOTHER', advice)];
  }
  if (isGoodNow(order, result)) return [];
  return [
    blocking(path, 'LIVENESS_TOO_OLD', 'The face check is too old. The person passes it again, then submit soon.'),
  ];
}

function adviceAfterFail({ policies, scope, on }: Order, { fails }: LivenessState): string {
  const advice =
    'Correct name and number if they are wrong, and try again in good light; a person elsewhere uses the QR code.';
  if (fails < policies.resolve('authenticity.maxFails', scope, on)) return advice;
  return `${advice} After ${fails} failures a reviewer may allow a photo instead.`;
}

/** At first submission a pass is at most 72 h old; later it stays valid while the person is the same (R-AUTH-9). */
function isGoodNow(order: Order, result: LivenessState): boolean {
  switch (order.purpose) {
    case 'SUBMISSION':
      return isFresh(order, result);
    case 'RESUBMISSION':
      return isFresh(order, result) || keepsPasses(order);
    case 'APPROVAL':
    case 'HAND_OVER':
    case 'RETURN':
      return true;
    default:
      return order.purpose satisfies never;
  }
}

/** At most as old as a result may be at the first submission. */
export const isFresh = ({ policies, scope, on, at }: Order, result: LivenessState): boolean =>
  at <= dueInHours(result.at, policies.resolve('authenticity.resultValidHours', scope, on));

/** A pass stays valid while the person is the same, even when it is old. */
export const keepsPasses = ({ policies, scope, on }: Order): boolean =>
  policies.resolve('authenticity.recheckOnResubmit', scope, on) === 'CHANGED_ONLY';
