/** Where an order goes after the provider's preliminary approval (§5.1 `PRELIM_APPROVED`): photo, then mail, then hand-over. */
import type { OrderForm, Province } from './form.ts';
import type { CivilDate } from './instant.ts';
import type { OrderType } from './order-type.ts';
import type { PersonId } from './identifiers.ts';
import { constructionPlanNeeded } from './materials/construction-plan.ts';
import { personsForLiveness } from './persons.ts';
import type { Policies, PolicyScope, PolicyValue } from './policy/policy.ts';

export interface Routed {
  form: OrderForm;
  type: OrderType;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: readonly string[];
  mailRequested: boolean;
  /** Websites the entity has on record already; unknown counts as none. */
  websitesOnRecord?: number | undefined;
  policies: Policies;
  on: CivilDate;
}

const NO_PHOTO: readonly OrderType[] = ['DEREG_ENTITY', 'DEREG_SITE', 'CANCEL_ACCESS'];

/** The people who must have their photo taken after preliminary approval (A-007, R-AUTH-8). */
export function personsForPhoto({
  form,
  type,
  photoAllowedFor,
  policies,
  on,
}: Omit<Routed, 'mailRequested'>): PersonId[] {
  const persons = personsForLiveness(form, type, policies, on);
  const phase = policies.resolve('authenticity.phase', scopeOf(form, type), on);
  return phase === 'AFTER_PRELIM' ? persons : persons.filter((person) => photoAllowedFor.includes(person));
}

/** Whether the order passes `PHOTO_PENDING`; removals never do (§5.2). */
export function photoNeeded(order: Omit<Routed, 'mailRequested'>): boolean {
  return !NO_PHOTO.includes(order.type) && personsForPhoto(order).length > 0;
}

/**
 * Whether paper originals must be posted: policy says so for the order, one of its sectors or its construction plan, or a
 * reviewer asked.
 */
export function mailNeeded(order: Omit<Routed, 'photoAllowedFor'>): boolean {
  const { form, type, mailRequested, policies, on } = order;
  if (NO_PHOTO.includes(type) || type === 'CHANGE_ENTITY') return false; // §5.2; R-CHG-3
  if (mailRequested) return true;
  const scope = scopeOf(form, type);
  const scopes: PolicyScope[] = [scope, ...sectorsOf(form).map((contentSector) => ({ ...scope, contentSector }))];
  if (constructionPlanNeeded(order)) scopes.push({ ...scope, slot: 'construction-plan' });
  return scopes.some((each) => policies.resolve('mail.required', each, on) === 'YES');
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

function sectorsOf(form: OrderForm) {
  return Object.values(form.websites).flatMap(({ preApprovals = [] }) => preApprovals.map(({ sector }) => sector));
}
