/** What is asked about the documents of an order, and what might be needed before policy has its say. */
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
  /** Websites the entity has on record already; unknown counts as none. */
  websitesOnRecord?: number | undefined;
  /** Paths of what a change order changes; undefined where everything counts as given. */
  changed?: readonly string[] | undefined;
}

/** By when a slot must be filled: to submit, before a reviewer approves (minors), or in the photo step. */
export type SlotDue = 'SUBMISSION' | 'APPROVAL' | 'PHOTO';

/** A slot an order might need; policy says whether it does. */
export interface Candidate {
  name: SlotName;
  detail?: string;
  personId?: PersonId;
  websiteId?: WebsiteId;
  due?: SlotDue;
  advice?: string;
}
