/** What the check of an order looks at, and what the single rules are handed. */
import type { DomainFacts, InstanceFacts, NotKnown } from '../assets/asset-facts.ts';
import type { BureauCodes } from '../bureau-codes/bureau-codes.ts';
import type { BusinessCalendar } from '../time/business-calendar.ts';
import type { OrderForm } from '../order/form.ts';
import { civilDate, type CivilDate, type Instant } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { Policies, PolicyScope } from '../policy/policy.ts';
import { orderScope } from '../order/order-scope.ts';
import type { AddressRange } from '../assets/reported-addresses.ts';

/**
 * Why the order is checked. A first submission asks for fresh face checks; an approval and everything after it asks for
 * verified domains.
 */
export const PURPOSES = ['SUBMISSION', 'RESUBMISSION', 'APPROVAL', 'HAND_OVER', 'RETURN'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface LivenessState {
  status: 'PASS' | 'FAIL';
  at: Instant;
  /** The person who passed; see `personFingerprint`. */
  personFingerprint: string;
  fails: number;
}

/** A document that was uploaded; its image stays in the object store. */
export interface UploadedDocument {
  slot: string;
  validUntil?: string | undefined;
  uploadedAt?: Instant;
}

/** A second reviewer refused photos or face checks: those of these people, or of all when none is named. */
export interface ProofRefusal {
  at: Instant;
  persons: string[];
}

/** A website the entity has on record already. */
export interface RecordedWebsite {
  domain: string;
  state: 'IN_USE' | 'UNUSED' | 'BEING_REBUILT';
  /** Its filing number. */
  number?: string;
  /** Another provider serves it, as far as MIIT told. */
  elsewhere?: boolean;
  /** Last day of validity of the document of the person in charge; undefined when it has none or is not on record. */
  headValidUntil?: string | undefined;
}

/**
 * What is known of the filing password where the rules ask for it. `NUMBER_UNKNOWN`: nobody knows yet whose password it has to be.
 * `NOBODY_CHECKS`: there is nobody to ask, and the bureau judges it. `TOO_OFTEN`: MIIT has been asked too often.
 */
export type FilingPasswordState =
  'NOT_GIVEN' | 'NUMBER_UNKNOWN' | 'NOBODY_CHECKS' | 'RIGHT' | 'WRONG' | 'TOO_OFTEN' | NotKnown;

export interface OrderToCheck {
  type: OrderType;
  form: OrderForm;
  documents: readonly UploadedDocument[];
  /** Latest face check per person. */
  liveness: Readonly<Record<string, LivenessState | undefined>>;
  /** People for whom a reviewer allowed the photo instead (R-AUTH-8). */
  photoAllowedFor: readonly string[];
  /** When the present mobile of each person was proved by a code; absent where it was not. */
  numbersProved?: Readonly<Record<string, Instant>>;
  /** The last refusal of the photo step; photos and passes from before it no longer count. */
  proofRefused?: ProofRefusal | undefined;
  /** Server facts per website; undefined where none is reserved. */
  instances: Readonly<Record<string, InstanceFacts | NotKnown | undefined>>;
  /** Registry facts per website. */
  domains: Readonly<Record<string, DomainFacts | NotKnown | undefined>>;
  /** People who already are site head of another organisation (R-PER-4); the record's owner knows. */
  siteHeadElsewhere?: readonly string[];
  /** Websites whose name the bureaus have blacklisted (R-ACC-9). */
  namesBlacklisted?: readonly string[];
  /** Approved websites of the entity; the record's owner knows (R-SITE-7). */
  recordedWebsites?: readonly RecordedWebsite[];
  /** Paths of what a change order changes, such as `entity.name`; undefined where the form is the customer's own. */
  changed?: readonly string[] | undefined;
  /** What the record says, where the order changes it. */
  recorded?: OrderForm | undefined;
  /** The code tables of a bureau that takes orders in codes; undefined where it takes words. */
  bureauCodes?: BureauCodes | undefined;
  /** The addresses that are reported to such a bureau; undefined where nothing is known of them. */
  reportedAddresses?: readonly AddressRange[] | undefined;
  /** Undefined where the rules ask for no filing password. */
  filingPassword?: FilingPasswordState | undefined;
  policies: Policies;
  calendar: BusinessCalendar;
  at: Instant;
  purpose: Purpose;
}

/** The order with what every rule needs of it worked out once. */
export interface Order extends OrderToCheck {
  on: CivilDate;
  scope: PolicyScope;
  websitesOnRecord: number;
}

export function prepare(order: OrderToCheck): Order {
  return {
    ...order,
    on: civilDate(order.at),
    scope: orderScope(order.form, order.type),
    websitesOnRecord: order.recordedWebsites?.length ?? 0,
  };
}

/** Whether the order has passed, or is just passing, the provider's approval. */
export function afterSubmission({ purpose }: Order): boolean {
  return purpose === 'APPROVAL' || purpose === 'HAND_OVER' || purpose === 'RETURN';
}
