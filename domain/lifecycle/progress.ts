/**
 * How far an order has come: the workflow's own state, written to the read model with every step. People appear in it
 * as `P1`, `P2`, … only; notes and advice are free text and therefore stored encrypted.
 */
import type { Due } from './due.ts';
import type { Finding } from '../finding.ts';
import type { Notice } from '../messages/notice.ts';
import type { ActionId, OrderId } from '../identifiers.ts';
import type { Province } from '../order/form.ts';
import type { CalendarDays, Hours, Instant, TimeOfDay } from '../time/instant.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Actor } from '../role.ts';
import { isDrafting, type Stage } from './stage.ts';

/** Lengths of waits as they were when the state was entered; they stay so while the order is in it (R-SM-17). */
export interface Settings {
  stepExpiryDays: CalendarDays;
  draftExpiryDays: CalendarDays;
  expiredKeepDays: CalendarDays;
  reminderDays: readonly CalendarDays[];
  reminderTime: TimeOfDay;
  claimHours: Hours;
  callRetryMinutes: number;
  callMaxAttempts: number;
  backdropShipDays: CalendarDays;
  mailTransitDays: CalendarDays;
  smsTimeoutHours: Hours;
  smsReminderHours: readonly Hours[];
  smsMaxWrongEntries: number;
  smsResubmit: 'AUTO_24H' | 'USER_IMMEDIATE' | 'NONE';
  smsResubmitDelayHours: Hours;
  smsMaxAutoResubmits: number;
  fourEyes: boolean;
  maxLivenessFails: number;
}

/** One pass of the SMS verification; in the next round everybody verifies again (R-SMS-17). */
export interface SmsRound {
  /** People who must verify, grouped by shared mobile: one group, one code (R-SMS-5). */
  groups: string[][];
  verified: string[];
  wrongEntries: number;
  /** MIIT's sending instant; until it is known, the hand-over stands in (R-SMS-16). */
  startedAt?: Instant;
  remindersSent: number;
}

export interface Progress {
  stage: Stage;
  /** Counts every entry into a state; actions name the visit they were meant for. */
  visit: number;
  enteredAt: Instant;
  /** n-th submission to the provider's review. */
  round: number;
  dues: Due[];
  /** The reviewer who holds the order, and until when (R-SM-15). */
  claim?: { by: string; until: Instant } | undefined;
  /** Who gave the standing preliminary approval (R-SM-12). */
  approvedBy?: string | undefined;
  /** Slots asked for during the review and not yet filled (R-SM-11). */
  materialAsked: string[];
  calls: { at: Instant; by: string; outcome: string }[];
  mailRequested: boolean;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: string[];
  livenessFails: Record<string, number>;
  /** The second reviewer's last refusal of photos or face checks: what is from before it does not count. */
  proofRefused?: { at: Instant; persons: string[] } | undefined;
  items: Finding[];
  /** Fields the customer said have changed since the hand-over (R-SMS-20). */
  changeRequested: string[];
  /** Number of hand-overs so far; the last one is under way until the bureau accepts it. */
  handOver: number;
  handOverUnderWay: boolean;
  /** The last hand-over did not get through; the bureau may have it all the same, and then says so. */
  handOverStuck?: boolean | undefined;
  sms?: SmsRound | undefined;
  autoResubmits: number;
  /** The originals as the applicant posted them; kept for the reviewers of all later steps (R-PRE-7). */
  parcel?: { courier: string; trackingNumber: string; registeredAt: Instant } | undefined;
  backdropAddress?: string | undefined;
  backdropTracking?: string | undefined;
  remindersSent: number;
  /** Websites whose server or code was lost while the order is locked or being corrected (R-SRV-8). */
  instanceLost: string[];
  cancelRequest?: { by: string; reason: string } | undefined;
  decision?: 'APPROVED' | 'REJECTED' | 'WRONG_TYPE' | undefined;
  issuedOn?: string;
  overdue: boolean;
  /** An operator's word that a draft lives at least this long (R-SM-19). */
  draftKeptUntil?: Instant;
}

/** Something an operator has to look at; opened once per kind and visit. */
export const TASK_KINDS = [
  'REVIEW_OVERDUE',
  'FORWARD_OVERDUE',
  'BUREAU_OVERDUE',
  'SYNC_OVERDUE',
  'BACKDROP_NOT_DELIVERED',
  'PARCEL_NOT_RECEIVED',
  'CALL_BEFORE_RESUBMISSION',
  'HAND_OVER_NEEDS_PERSON',
  'HAND_OVER_BY_HAND',
  'FACE_CHECK_NEEDS_PERSON',
  'DECISION_OUT_OF_ORDER',
  'DECISION_CONTRADICTS',
  'RECORD_DOES_NOT_FIT',
  'CALLBACK_AFTER_END',
  'INSTANCE_LOST_AT_BUREAU',
  'CANCEL_REQUESTED',
  'MALFORMED_SIGNAL',
  'MESSAGE_UNDELIVERABLE',
  'MESSAGE_NEEDS_PERSON',
  'LOOK_UP_NEEDS_PERSON',
  'TYPE_UNCLEAR',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Tasks an operator is told of by N-16 when they open. Those of lateness bring a message of their own; the rest are routine. */
export const TASKS_TOLD: readonly TaskKind[] = [
  'BACKDROP_NOT_DELIVERED',
  'PARCEL_NOT_RECEIVED',
  'HAND_OVER_NEEDS_PERSON',
  'HAND_OVER_BY_HAND',
  'DECISION_OUT_OF_ORDER',
  'DECISION_CONTRADICTS',
  'RECORD_DOES_NOT_FIT',
  'INSTANCE_LOST_AT_BUREAU',
  'CANCEL_REQUESTED',
  'LOOK_UP_NEEDS_PERSON',
  'TYPE_UNCLEAR',
];

/** What the step changes besides the state, in the same transaction. */
export type Effect =
  | 'takePlace' // the account's one place (R-ORD-11)
  | 'forgetType' // it is checked anew (R-SM-13)
  | 'releasePlace'
  | 'claim' // domains and certificate, by the submission (R-ORD-12)
  | 'dropClaims' // a withdrawn order is a draft again
  | 'permitPhoto' // for the person allowed last, as the person is now (R-AUTH-8)
  | 'askMaterial' // for slots the order has (R-SM-11)
  | 'reserveInstances' // again, on reactivation (R-SM-13)
  | 'releaseInstances' // R-CODE-5
  | 'consumeInstances'
  | 'writeRecord' // the approved record becomes visible here
  | 'eraseData'; // the order's key is destroyed (R-SM-13)

/** What happened: an action somebody took, or a due instant that came. */
export interface Cause {
  actor: Actor;
  /** Name of an action, of the alarm that rang, or of what else took the step. */
  action: string;
  actionId?: ActionId;
  /** Due instant that fired, for timers; may be long before the step when every worker was down. */
  dueAt?: Instant;
  outcome: 'APPLIED' | 'REFUSED';
  reason?: RefusalCode;
  detail?: string;
  /** Items that go with the outcome: to fix, or missing. */
  items?: Finding[];
}

/** One step of a filing, written in one transaction and once however often it is tried (`orderId`, `seq`). */
export interface Step {
  orderId: OrderId;
  seq: number;
  /** When it took effect: for a due instant that instant, however late it was acted on (§0.3, A-143). */
  at: Instant;
  /** The filing's clock when the step was written. */
  clock: Instant;
  cause: Cause;
  from: Stage;
  /** Routing states passed on the way, which take no time (`PRELIM_APPROVED`, `SMS_RETURNED`, `RETURNED_FOR_TYPE`). */
  via: Stage[];
  to: Stage;
  /** The state after the step; its dues and settings are completed by the answer when `terms` is asked for. */
  progress: Progress;
  /** Start of the terms to be worked out for `to`; absent when the running ones stay. */
  termsFrom?: Instant;
  notices: Notice[];
  tasks: TaskKind[];
  effects: Effect[];
  /** The websites whose servers an effect is about; all of them when left out. */
  websites?: string[];
  /** MIIT's numbers, with effect `writeRecord`. */
  record?: { entityNumber: string; websites: { domain: string; number: string }[]; issuedOn: string };
}

/** What policy and calendar say about the state just entered. */
export interface Terms {
  dues: Due[];
  settings: Settings;
  policyVersion: string;
  calendarVersion: string;
  type?: OrderType | undefined;
  province?: Province | undefined;
}

/** Answer to a step. */
export interface Recorded {
  terms?: Terms;
  /** False when nobody had to be told, so that no delivery is scheduled. */
  messages: boolean;
  /** Set when an effect could not be had, e.g. the account's place or the record; the step was then written as refused. */
  refused?: RefusalCode;
}

/** The order is drafted again, after a withdrawal or a reactivation: its draft clock starts anew (R-SM-1, R-SM-13). */
export const becomesDraft = ({ from, to }: Pick<Step, 'from' | 'to'>): boolean => !isDrafting(from) && isDrafting(to);
