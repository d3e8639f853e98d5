/**
 * How far an order has come: the workflow's own state, written to the read model with every step. It names people only as
 * `P1`, `P2`, …; notes and advice are free text and are therefore stored encrypted.
 */
import type { Finding } from '../finding.ts';
import type { OrderPath } from '../order-types/path.ts';
import type { SyncNames } from '../record/record-change.ts';
import type { Instant } from '../time/instant.ts';
import type { Clock } from './clocks.ts';
import type { DecidedApart } from './decided-apart.ts';
import type { Due } from './due.ts';
import type { ProvisionalAccess } from './provisional-access.ts';
import type { Stage } from './stage.ts';

/** One pass of the SMS verification; in the next round everybody verifies again (R-SMS-17). */
export interface SmsRound {
  /** People who must verify, grouped by shared mobile: one group, one code (R-SMS-5). */
  groups: string[][];
  verified: string[];
  wrongEntries: number;
  /** When MIIT sent the codes; until this is known, terms count from the hand-over (R-SMS-16). */
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
  /** The way it goes since its submission; absent before one, and in filings that were submitted when all went the same way. */
  path?: OrderPath;
  /** What MIIT's synchronisation must tell about it; absent like the path. */
  syncNames?: SyncNames;
  dues: Due[];
  /** What runs on from state to state. Absent in the progress of older orders. */
  clocks?: Clock[] | undefined;
  /** Access before the bureau's decision, from the last approval that opened it (R-TRF-7). */
  provisionalAccess?: ProvisionalAccess | undefined;
  /** The reviewer who holds the order, and until when (R-SM-15). */
  claim?: { by: string; until: Instant } | undefined;
  /** Who gave the preliminary approval that is still valid (R-SM-12). */
  approvedBy?: string | undefined;
  /** What was ticked of the reviewer's checklist with that approval; absent in approvals before there was one. */
  ticked?: string[] | undefined;
  /** Slots asked for during the review and not yet filled (R-SM-11). */
  materialAsked: string[];
  calls: { at: Instant; by: string; outcome: string }[];
  mailRequested: boolean;
  /** People for whom a reviewer allowed the photo instead of the face check (R-AUTH-8). */
  photoAllowedFor: string[];
  livenessFails: Record<string, number>;
  /** The second reviewer's last refusal of photos or face checks: earlier ones do not count. */
  proofRefused?: { at: Instant; persons: string[] } | undefined;
  items: Finding[];
  /** Fields the customer said have changed since the hand-over (R-SMS-20). */
  changeRequested: string[];
  /** Number of hand-overs so far; the last one is under way until the bureau accepts it. */
  handOver: number;
  handOverUnderWay: boolean;
  /** The last hand-over failed; the bureau may have received it all the same, and then says so. */
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
  /** What an operator has entered of MIIT's record, as canonical JSON, until a second one enters the same. */
  numbersEntered?: { by: string; said: string } | undefined;
  decision?: 'APPROVED' | 'REJECTED' | 'WRONG_TYPE' | undefined;
  issuedOn?: string;
  /** What was decided on each website, where the bureau decides on them one by one (R-BUR-4); of the last hand-over. */
  apart?: DecidedApart | undefined;
  /** Duties of a part of the websites have begun while the rest was not decided or came back. */
  dutiesBegun?: true;
  overdue: boolean;
  /** An operator has extended the draft: it is kept at least until then (R-SM-19). */
  draftKeptUntil?: Instant;
}

/** The progress of a newly opened order. */
export function opening(at: Instant): Progress {
  return {
    stage: 'DRAFT',
    visit: 1,
    enteredAt: at,
    round: 0,
    dues: [],
    materialAsked: [],
    calls: [],
    mailRequested: false,
    photoAllowedFor: [],
    livenessFails: {},
    items: [],
    changeRequested: [],
    handOver: 0,
    handOverUnderWay: false,
    autoResubmits: 0,
    remindersSent: 0,
    instanceLost: [],
    overdue: false,
  };
}
