/** Who proves to be themselves after the provider's preliminary approval, and how (§5.1 `PRELIM_APPROVED`, §5.3). */
import type { OrderForm, Province } from './form.ts';
import type { CivilDate } from './instant.ts';
import type { OrderType } from './order-type.ts';
import type { PersonId } from './identifiers.ts';
import { personsForLiveness } from './persons.ts';
import type { Policies, PolicyScope, PolicyValue } from './policy/policy.ts';

export interface Routed {
  form: OrderForm;
  type: OrderType;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: readonly string[];
  policies: Policies;
  on: CivilDate;
}

const NO_PHOTO: readonly OrderType[] = ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'];

/** The people who must have their photo taken after preliminary approval (A-007, R-AUTH-8). */
export function personsForPhoto({ form, type, photoAllowedFor, policies, on }: Routed): PersonId[] {
  const persons = personsForLiveness(form, type, policies, on);
  const phase = policies.resolve('authenticity.phase', scopeOf(form, type), on);
  return phase === 'AFTER_PRELIM' ? persons : persons.filter((person) => photoAllowedFor.includes(person));
}

/** Whether the order passes `PHOTO_PENDING`; removals never do (§5.2). */
export function photoNeeded(order: Routed): boolean {
  return !NO_PHOTO.includes(order.type) && personsForPhoto(order).length > 0;
}

/** How people prove that they are themselves in a province on a day. */
export function authenticityMethod(
  province: Province | undefined,
  policies: Policies,
  on: CivilDate,
): PolicyValue<'authenticity.method'> {
  return policies.resolve('authenticity.method', { province }, on);
}

function scopeOf(form: OrderForm, type: OrderType): PolicyScope {
  return { province: form.entity.province, entityKind: form.entity.kind, orderType: type };
}
