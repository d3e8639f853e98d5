/** A due instant with the unit it was counted in; what an order page shows and a timer waits for. */
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
  'acceptance', // the bureau's word that it has what was handed over again
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
  /** What is to be expected, where that is a range of its own (bureau: from 3 BD; the due instant is the law's limit). */
  earliest?: Instant;
  latest?: Instant;
  /** Lengths of that range in business days, to count it anew. */
  expectedBd?: { earliest: number; latest: number };
  /** The term reaches into days the calendar does not cover yet (R-CAL-3). */
  provisional?: boolean;
  /** An operator's word: not before this instant (R-SM-19). */
  notBefore?: Instant;
  /** The due instant is past and nothing came. */
  overdue?: boolean;
}
