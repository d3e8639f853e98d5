/** The facts that decide which documents an order needs, and the slots it might need before policy decides. */
import type { PersonId, WebsiteId } from '../identifiers.ts';
import type { OrderForm } from '../order/form.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import type { SlotName } from './slots.ts';

export interface MaterialsQuestion {
  form: OrderForm;
  type: OrderType;
  policies: Policies;
  on: CivilDate;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: readonly string[];
  /** How many websites the entity has on record; unknown counts as none. */
  websitesOnRecord?: number | undefined;
  /** Paths that a change order changes; undefined for other orders, where every field counts. */
  changed?: readonly string[] | undefined;
}

/** By when a slot must be filled: to submit, before a reviewer approves (minors), or in the photo step. */
export type SlotDue = 'SUBMISSION' | 'APPROVAL' | 'PHOTO';

/** A slot that an order might need; policy decides. */
export interface Candidate {
  name: SlotName;
  detail?: string;
  personId?: PersonId;
  websiteId?: WebsiteId;
  due?: SlotDue;
  advice?: string;
  /** The order itself makes it mandatory, whatever the policy of the slot says. */
  mandatory?: true;
}
