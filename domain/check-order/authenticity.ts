/** Face checks (R-AUTH-6, R-AUTH-8, R-AUTH-9; A-154): everybody who must has passed, lately enough, and is still the same. */
import type { PersonId } from '../identifiers.ts';
import { dueInHours } from '../instant.ts';
import { personFingerprint, personsForLiveness } from '../persons.ts';
import type { LivenessState, Order } from './order.ts';
import { blocking, missing, type Verdict } from './verdict.ts';

export function authenticityRules(order: Order): Verdict[] {
  const { form, type, policies, scope, on, photoAllowedFor } = order;
  if (policies.resolve('authenticity.phase', scope, on) === 'AFTER_PRELIM') return [];
  return personsForLiveness(form, type, policies, on)
    .filter((person) => !photoAllowedFor.includes(person))
    .flatMap((person) => faceCheck(order, person));
}

/** Whether a person has a pass that is the person's own; it makes the photo needless where both were allowed. */
export function passedFaceCheck({ liveness, form }: Order, person: PersonId): boolean {
  const result = liveness[person];
  return result?.status === 'PASS' && result.personFingerprint === personFingerprint(form.people[person] ?? {});
}

function faceCheck(order: Order, person: PersonId): Verdict[] {
  const path = `people.${person}.liveness`;
  const result = order.liveness[person];
  if (result === undefined) return [missing(path, 'The person opens the link in the app and passes the face check.')];
  if (result.status === 'FAIL') return [blocking(path, 'LIVENESS_FAILED', adviceAfterFail(order, result))];
  if (result.personFingerprint !== personFingerprint(order.form.people[person] ?? {})) {
    const advice = 'Name or document of the person changed since the face check. The person passes it again.';
    return [blocking(path, 'LIVENESS_OF_ANOTHER', advice)];
  }
  if (isFresh(order, result)) return [];
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

/** At first submission at most 72 h old; later a pass stays good while the person is the same (R-AUTH-9). */
function isFresh({ policies, scope, on, purpose, at }: Order, result: LivenessState): boolean {
  const fresh = at <= dueInHours(result.at, policies.resolve('authenticity.resultValidHours', scope, on));
  switch (purpose) {
    case 'SUBMISSION':
      return fresh;
    case 'RESUBMISSION':
      return fresh || policies.resolve('authenticity.recheckOnResubmit', scope, on) === 'CHANGED_ONLY';
    case 'APPROVAL':
    case 'HAND_OVER':
    case 'RETURN':
      return true;
    default:
      return purpose satisfies never;
  }
}
