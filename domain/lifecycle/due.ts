/** A due instant with the unit it was counted in. Order pages show it, and timers wait for it. */
import type { Instant } from '../time/instant.ts';

export const DUE_KINDS = [
  'draft', // drafting dormancy (R-SM-10)
  'step', // a waiting step of the customer (R-SM-1)
  'review', // provider's preliminary, photo or mail review
  'material', // material asked for during the review (R-SM-11)
  'transit', // parcel in the post (R-MAIL-2)
  'shipping', // backdrop on its way
  'forward', // hand-over to the bureau
  'sms', // MIIT's 24 h window (R-SMS-16)
  'resubmit', // automatic resubmission (R-SMS-10)
  'acceptance', // the bureau accepts an order that was handed over again
  'bureau', // bureau's legal limit (R-LAW-2)
  'sync', // record visible here
  'kept', // data of an expired order (R-SM-13)
] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface Due {
  kind: DueKind;
  at: Instant;
  unit: 'h' | 'CD' | 'BD';
  /** Length of the term in its unit. */
  amount: number;
  /** Start of the term; a term in BD is counted anew from here when the calendar changes. */
  from: Instant;
  /** The expected range, where it differs from the due instant (bureau: from 3 BD; the due instant is the legal limit). */
  earliest?: Instant;
  latest?: Instant;
  /** Lengths of that range in business days, to count it anew. */
  expectedBd?: { earliest: number; latest: number };
  /** The term reaches into days the calendar does not cover yet (R-CAL-3). */
  provisional?: boolean;
  /** An operator has moved the due instant: it does not come before this one (R-SM-19). */
  notBefore?: Instant;
  /** The due instant has passed, and what was awaited has not come. */
  overdue?: boolean;
}
