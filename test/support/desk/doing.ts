/** The simplest way to do each action to a filing in a state where the action is possible. */
import type { Action } from '../../../domain/lifecycle/action.ts';
import type { Desk } from './desk.ts';
import type { TestFiling } from './test-filing.ts';
import { confirmed, ITEM, sync, uploadPhoto } from './journey.ts';
import { ticked } from './ticked.ts';

export type Way = (filing: TestFiling) => Promise<string>;

const W1 = { websiteId: 'W1' };
export const R1 = { by: 'R1' } as const;
export const R2 = { by: 'R2' } as const;
export const SYSTEM = { as: 'system', anyVisit: true } as const;

/** Due kinds an operator may lengthen (R-SM-19). */
const MOVABLE: readonly string[] = ['draft', 'step', 'review', 'material', 'forward'];

/** Each function returns the outcome. When the action requires another one before it, the function does both. */
export const doing: Readonly<Record<Action, Way>> = {
  edited: (filing) => filing.act('edited'),
  submitForReview: (filing) => filing.act('submitForReview', confirmed),
  withdraw: (filing) => filing.act('withdraw'),
  abandon: (filing) => filing.act('abandon'),
  reactivate: (filing) => filing.act('reactivate'),
  operatorCancel: (filing) => filing.act('operatorCancel', { reason: 'asked for by phone' }, { by: 'O1' }),
  consentToCancel: async (filing) => {
    await doing.operatorCancel(filing);
    return filing.act('consentToCancel', {}, { by: 'O2' });
  },
  annotate: (filing) => filing.act('annotate', { note: 'The customer will phone again on Monday.' }, R1),
  claim: (filing) => filing.act('claim', {}, R2),
  release: async (filing) => {
    await doing.claim(filing);
    return filing.act('release', {}, R2);
  },
  reviewerAbsent: async (filing) => {
    await doing.claim(filing);
    return filing.act('reviewerAbsent', { reviewerId: 'R2' }, SYSTEM);
  },
  approve: (filing) => filing.act('approve', ticked, R2),
  reject: (filing) => filing.act('reject', { items: [ITEM] }, R2),
  rejectOrder: (filing) => filing.act('rejectOrder', { items: [ITEM] }, R2),
  requestMaterial: (filing) => filing.act('requestMaterial', { slots: ['construction-plan'] }, R2),
  materialUploaded: async (filing) => {
    await doing.requestMaterial(filing);
    return filing.act('materialUploaded', { slot: 'construction-plan' });
  },
  requestMail: (filing) => filing.act('requestMail', {}, R2),
  allowPhoto: async (filing) => {
    for (let fails = 0; fails < 3; fails += 1) await filing.faceCheck('P1', 'FAIL');
    return filing.act('allowPhoto', { personId: 'P1' }, R2);
  },
  callOutcome: (filing) => filing.act('callOutcome', { outcome: 'NO_ANSWER' }, R2),
  livenessResult: (filing) => filing.faceCheck('P1', 'FAIL'),
  requestBackdrop: (filing) => filing.act('requestBackdrop'),
  backdropShipped: (filing) => filing.act('backdropShipped', { trackingNumber: 'SF1234567' }, { by: 'M1' }),
  backdropReceived: (filing) => filing.act('backdropReceived'),
  photoUploaded: uploadPhoto,
  mailRegistered: (filing) => filing.act('mailRegistered', { courier: 'SF', trackingNumber: 'SF7654321' }),
  mailReceived: (filing) => filing.act('mailReceived', {}, { by: 'M1' }),
  forwardToBureau: (filing) => filing.act('forwardToBureau', {}, R2),
  resubmit: (filing) => filing.act('resubmit'),
  forwardAccepted: (filing) => filing.party('forwardAccepted', {}, 'bureau'),
  forwardFailed: (filing) => filing.party('forwardFailed', { reason: 'the province refuses the form' }, 'operator'),
  smsStarted: (filing) => filing.party('smsStarted', { sentAt: '2026-03-09T10:05:00+08:00' }, 'miit'),
  smsVerified: (filing) => filing.party('smsVerified', { personId: 'P1' }, 'miit'),
  smsFailed: (filing) => filing.party('smsFailed', { wrongEntries: 1 }, 'miit'),
  smsReturned: (filing) => filing.party('smsReturned', {}, 'miit'),
  smsResendRequested: (filing) => filing.act('smsResendRequested'),
  changeRequested: (filing) => filing.act('changeRequested', { fields: ['people.P1.mobile'] }),
  bureauDecision: (filing) => filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'),
  operatorRecordDecision: (filing) => filing.party('operatorRecordDecision', { decision: 'APPROVED' }, 'operator'),
  recordSynced: sync,
  instanceExpired: (filing) => filing.act('instanceExpired', W1, SYSTEM),
  /** A lost server is noted only once, so the earlier loss is taken back first. */
  codeRevoked: async (filing) => {
    await filing.act('instanceRenewed', W1, SYSTEM);
    return filing.act('codeRevoked', W1, SYSTEM);
  },
  instanceRenewed: async (filing) => {
    await filing.act('instanceExpired', W1, SYSTEM);
    return filing.act('instanceRenewed', W1, SYSTEM);
  },
  deadlineOverride: async (filing) => {
    const due = (await filing.order()).progress?.dues.find(({ kind }) => MOVABLE.includes(kind));
    const until = new Date((due?.at ?? 0) + 60_000).toISOString();
    return filing.act('deadlineOverride', { due: due?.kind, until, reason: 'the customer is ill' }, { by: 'O1' });
  },
  calendarChanged: (filing) => filing.act('calendarChanged', {}, SYSTEM),
  policyChanged: (filing) => filing.act('policyChanged', {}, SYSTEM),
};

/** Begins a hand-over through a gateway that takes the order in and reports its acceptance later. */
export function handOverUnderWay(
  desk: Desk,
  filing: TestFiling,
  action: 'forwardToBureau' | 'resubmit',
): Promise<string> {
  desk.parties.bureau.turns.set(filing.orderId, ['later']);
  return doing[action](filing);
}
