/**
 * Who may take which action in which state, typed in from domain-spec §5.1 (columns "Allowed actions" and "Who") and the rules
 * named beside each row. U applicant of the order's account, R reviewer, M mailroom, O operator. Nobody else takes an
 * action through the API: auditors read, and the provider's systems report by operations of their own.
 */
import { but, CAME_BACK, CORRECTING, DRAFTING, LOCKED, OPEN, PHOTO_OWED, REVIEWED, type State } from './states.ts';

export interface ActionRow {
  /** Letters of those who may take it; empty: parties report it with a signature, or Beian sends it itself. */
  by: string;
  in: readonly State[];
  /** Data of the form that the action takes. */
  data: object;
}
const row = (by: string, states: readonly State[], data: object = {}): ActionRow => ({ by, in: states, data });

const ITEMS = { items: [{ path: 'websites.W1.name', code: 'NAME_UNCLEAR', advice: 'Say what it is about.' }] };
const W1 = { websiteId: 'W1' };
const P1 = { personId: 'P1' };
const H1 = { handOver: 1 };
const APPROVED = { ...H1, decision: 'APPROVED' };
const NUMBER = '鄂ICP备2026999999号';
const SYNCED = { ...H1, entityNumber: NUMBER, websites: [{ domain: 'example.cn', number: `${NUMBER}-1` }] };
const REASON = { reason: 'asked for by phone' };
const UNTIL = { due: 'review', until: '2030-01-01T18:00:00+08:00', reason: 'the customer is ill' };

const RETURNED = [...CORRECTING, ...CAME_BACK];
/** R-SM-14: from drafting, provider and returned states and EXPIRED. */
const CANCELLABLE = but(OPEN, ...LOCKED);
/** R-SRV-8: a lost server sends the order back at once here, so nothing can be renewed. */
const SENT_BACK_AT_ONCE = ['PRELIM_REVIEW', 'PHOTO_REVIEW', 'MAIL_REVIEW', 'MAIL_PENDING', ...PHOTO_OWED] as const;
const AT_MIIT = ['SMS_PENDING'] as const;

export const ACTION_ROWS: Readonly<Record<string, ActionRow>> = {
  // The customer.
  submitForReview: row('U', ['CONFIRMATION', ...CORRECTING], { confirmed: true }),
  withdraw: row('U', ['PRELIM_REVIEW']),
  abandon: row('U', [...DRAFTING, ...RETURNED, ...PHOTO_OWED, 'MAIL_PENDING', 'READY_FOR_BUREAU', 'EXPIRED']),
  reactivate: row('U', ['EXPIRED']),
  requestBackdrop: row('U', PHOTO_OWED),
  photoUploaded: row('U', PHOTO_OWED),
  mailRegistered: row('U', ['MAIL_PENDING'], { courier: 'SF', trackingNumber: 'SF7654321' }),
  changeRequested: row('U', ['SMS_PENDING', ...CAME_BACK], { fields: ['people.P1.mobile'] }),
  resubmit: row('U', ['SMS_RETURNED']),
  smsResendRequested: row('UO', AT_MIIT),
  // Reviewers.
  claim: row('R', REVIEWED),
  release: row('R', REVIEWED),
  approve: row('R', ['PRELIM_REVIEW', 'PHOTO_REVIEW', 'MAIL_REVIEW']),
  reject: row('R', ['PRELIM_REVIEW', 'PHOTO_REVIEW', 'MAIL_REVIEW'], ITEMS),
  rejectOrder: row('R', ['PHOTO_REVIEW', 'MAIL_REVIEW', 'READY_FOR_BUREAU'], ITEMS),
  requestMaterial: row('R', ['PRELIM_REVIEW'], { slots: ['construction-plan'] }),
  requestMail: row('R', ['PRELIM_REVIEW']),
  callOutcome: row('R', ['PRELIM_REVIEW', 'RESUBMIT_WAIT'], { outcome: 'NO_ANSWER' }),
  forwardToBureau: row('R', ['READY_FOR_BUREAU']),
  /** R-AUTH-8: in place of the face check, wherever that is owed. */
  allowPhoto: row('R', [...DRAFTING, ...CORRECTING, 'PHOTO_PENDING', 'PHOTO_REJECTED'], P1),
  // The mailroom, and operators in its place.
  backdropShipped: row('MO', ['BACKDROP_SHIPPING'], { trackingNumber: 'SF1234567' }),
  backdropReceived: row('UMO', ['BACKDROP_SHIPPING']),
  mailReceived: row('MO', ['MAIL_PENDING']),
  // Operators.
  operatorCancel: row('O', CANCELLABLE, REASON),
  /** R-SM-14: the second person is an operator or a reviewer. */
  consentToCancel: row('RO', CANCELLABLE),
  /** R-SM-19: reviews, waiting steps and drafts; never MIIT's window, the 24 hours or the bureau's limit. */
  deadlineOverride: row('O', but(OPEN, ...LOCKED, 'RESUBMIT_WAIT', 'EXPIRED'), UNTIL),
  /** §5.1, and R-BUR-5 for decisions that came after the order had left the bureau. */
  operatorRecordDecision: row('O', ['SMS_PENDING', 'BUREAU_REVIEW', ...RETURNED], APPROVED),
  annotate: row('RO', OPEN, { note: 'The customer will phone again.' }),
  // What the provider's systems and a bureau served by hand report; operators enter it.
  instanceExpired: row('O', OPEN, W1),
  codeRevoked: row('O', OPEN, W1),
  instanceRenewed: row('O', but(OPEN, ...SENT_BACK_AT_ONCE), W1),
  reviewerAbsent: row('O', REVIEWED, { reviewerId: 'R2' }),
  calendarChanged: row('O', OPEN),
  policyChanged: row('O', OPEN),
  forwardAccepted: row('O', ['READY_FOR_BUREAU', ...CAME_BACK], H1),
  forwardFailed: row('O', ['READY_FOR_BUREAU', ...CAME_BACK], { ...H1, ...REASON }),
  smsStarted: row('O', AT_MIIT, { ...H1, sentAt: '2026-03-09T10:05:00+08:00' }),
  smsVerified: row('O', AT_MIIT, { ...H1, ...P1 }),
  smsFailed: row('O', AT_MIIT, { ...H1, wrongEntries: 1 }),
  smsReturned: row('O', AT_MIIT, H1),
  recordSynced: row('O', LOCKED, SYNCED),
  // Vendors and the bureau, with a signature; never with a token.
  livenessResult: row('', [], { ...P1, result: 'PASS' }),
  bureauDecision: row('', [], APPROVED),
};

/** Sent by Beian itself after an edit or an upload. */
export const NOT_TAKEN = ['edited', 'materialUploaded'];
