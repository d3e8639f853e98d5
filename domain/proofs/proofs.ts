/**
 * How the people of an order prove their identity. Province and day decide the method (C-1) and the phase (C-2). Where a reviewer
 * allowed it, a photo replaces the face check (R-AUTH-8).
 */
import { orderScope } from '../order/order-scope.ts';
import type { OrderForm } from '../order/form.ts';
import type { PersonId } from '../identifiers.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import { personsForLiveness } from './who-proves.ts';
import type { Policies, PolicyScope, PolicyValue } from '../policy/policy.ts';

export interface ProofQuestion {
  form: OrderForm;
  type: OrderType;
  /** People for whom a reviewer allowed the photo instead of the face check. */
  photoAllowedFor: readonly string[];
  policies: Policies;
  on: CivilDate;
}

/** What one person must do, and when: before submission, or in the photo step after the preliminary review. */
export interface Proof {
  personId: PersonId;
  by: 'FACE_CHECK' | 'PHOTO';
  due: 'SUBMISSION' | 'PHOTO_STEP';
}

export function proofsAsked(question: ProofQuestion): Proof[] {
  const { form, type, photoAllowedFor, policies, on } = question;
  const scope = orderScope(form, type);
  const method = authenticityMethod(scope, policies, on);
  const phase = policies.resolve('authenticity.phase', scope, on);
  const due = phase === 'AFTER_PRELIM' ? 'PHOTO_STEP' : 'SUBMISSION';
  return personsForLiveness(form, type, policies, on).flatMap((personId): Proof[] => {
    switch (method) {
      case 'LIVENESS_APP':
        // A second reviewer checks the photo that replaces a face check, whatever the phase.
        if (photoAllowedFor.includes(personId)) return [{ personId, by: 'PHOTO', due: 'PHOTO_STEP' }];
        return [{ personId, by: 'FACE_CHECK', due }];
      case 'BACKDROP':
      case 'PHOTO_POINT':
        return [{ personId, by: 'PHOTO', due }];
      case 'BUREAU_APP': // the bureau's own app checks people; nothing is left to prove here (R-AUTH-3)
        return [];
      default:
        return method satisfies never;
    }
  });
}

/** How people prove their identity in a province on a day. */
export const authenticityMethod = (
  scope: PolicyScope,
  policies: Policies,
  on: CivilDate,
): PolicyValue<'authenticity.method'> => policies.resolve('authenticity.method', scope, on);
