/**
 * How the people of an order prove that they are who they say: by which method (C-1) and when (C-2), as the province has it
 * on that day, and by the photo where a reviewer allowed it instead of the face check (R-AUTH-8).
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

/** What one person must do, and by when: to submit, or in the photo step after the preliminary review. */
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
        // The photo that stands in for a face check is looked at by a second reviewer, whatever the phase.
        if (photoAllowedFor.includes(personId)) return [{ personId, by: 'PHOTO', due: 'PHOTO_STEP' }];
        return [{ personId, by: 'FACE_CHECK', due }];
      case 'BACKDROP':
      case 'PHOTO_POINT':
        return [{ personId, by: 'PHOTO', due }];
      case 'BUREAU_APP': // the bureau's own app checks them; nothing is left to prove here (R-AUTH-3)
        return [];
      default:
        return method satisfies never;
    }
  });
}

/** How people prove that they are themselves in a province on a day. */
export const authenticityMethod = (
  scope: PolicyScope,
  policies: Policies,
  on: CivilDate,
): PolicyValue<'authenticity.method'> => policies.resolve('authenticity.method', scope, on);
