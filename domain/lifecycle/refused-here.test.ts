import { describe, expect, test } from '@jest/globals';
import type { Progress } from './progress.ts';
import { impliesAcceptance, refusedHere, type Attempt, type Standing } from './refused-here.ts';
import type { Stage } from './stage.ts';

const standing = (stage: Stage, over: Partial<Standing> = {}): Standing => ({
  stage,
  visit: 4,
  decision: undefined,
  handOver: 0,
  handOverUnderWay: false,
  ...over,
});
const handedOver = (stage: Stage, decision: Progress['decision']): Standing =>
  standing(stage, { decision, handOver: 2 });

const reason = (where: Standing, attempt: Attempt) => refusedHere(where, attempt)?.reason;

describe('R-SM-4 an order at the bureau', () => {
  test.each(['SMS_PENDING', 'BUREAU_REVIEW', 'BUREAU_APPROVED'] as const)('is locked in %s', (stage) => {
    for (const decision of [undefined, 'APPROVED'] as const) {
      for (const action of ['withdraw', 'abandon', 'submitForReview'] as const) {
        expect(reason(handedOver(stage, decision), { action, role: 'applicant' })).toBe('LOCKED_AT_BUREAU');
      }
      expect(reason(handedOver(stage, decision), { action: 'operatorCancel', role: 'operator' })).toBe(
        'LOCKED_AT_BUREAU',
      );
    }
  });

  test('is not locked any more once the bureau has sent it back', () => {
    expect(reason(handedOver('BUREAU_REJECTED', 'REJECTED'), { action: 'withdraw', role: 'applicant' })).toBe(
      'WRONG_STAGE',
    );
    expect(refusedHere(handedOver('BUREAU_REJECTED', 'REJECTED'), { action: 'abandon', role: 'applicant' })).toBe(
      undefined,
    );
  });
});

describe('R-BUR-5 a decision that no order waits for', () => {
  const approved = { action: 'bureauDecision', role: 'bureau', data: { decision: 'APPROVED', handOver: 2 } } as const;

  test('goes to an operator when the order was never handed over', () => {
    const refused = { reason: 'NOT_HANDED_OVER', tasks: ['DECISION_OUT_OF_ORDER'] };
    expect(refusedHere(standing('READY_FOR_BUREAU'), approved)).toEqual(refused);
    expect(refusedHere(standing('ABANDONED'), approved)).toEqual(refused);
    const record = { action: 'recordSynced', role: 'operator', data: { handOver: 1 } } as const;
    expect(refusedHere(standing('DRAFT'), record)).toEqual(refused);
  });

  test('goes to an operator when it is about an earlier hand-over', () => {
    const earlier = { ...approved, data: { decision: 'APPROVED', handOver: 1 } } as const;
    expect(reason(handedOver('BUREAU_APPROVED', 'APPROVED'), earlier)).toBe('NOT_HANDED_OVER');
  });

  test('has no effect when it repeats the first decision, and contradicts when it is the opposite', () => {
    for (const stage of ['BUREAU_APPROVED', 'COMPLETED'] as const) {
      expect(refusedHere(handedOver(stage, 'APPROVED'), approved)).toEqual({ reason: 'ALREADY_DONE' });
      const rejected = { ...approved, data: { decision: 'REJECTED', handOver: 2 } } as const;
      expect(refusedHere(handedOver(stage, 'APPROVED'), rejected)).toEqual({
        reason: 'CONTRADICTS_DECISION',
        tasks: ['DECISION_CONTRADICTS'],
      });
    }
  });
});

describe('R-SM-8 an action after the end', () => {
  test('is refused to everybody, and opens a task when an outside party sent it', () => {
    expect(refusedHere(standing('COMPLETED'), { action: 'claim', role: 'reviewer' })).toEqual({ reason: 'CLOSED' });
    expect(refusedHere(standing('ABANDONED'), { action: 'smsVerified', role: 'miit' })).toEqual({
      reason: 'CLOSED',
      tasks: ['CALLBACK_AFTER_END'],
    });
  });
});

describe('role and visit:', () => {
  test('a role that may never take an action is told so in every state', () => {
    for (const stage of ['DRAFT', 'PRELIM_REVIEW', 'BUREAU_REVIEW', 'COMPLETED'] as const) {
      expect(reason(standing(stage), { action: 'approve', role: 'applicant' })).toBe('ROLE_NOT_ALLOWED');
    }
  });

  test('only the bureau may send its decision; staff enter it with another action', () => {
    const data = { decision: 'APPROVED', handOver: 1 };
    expect(refusedHere(standing('DRAFT'), { action: 'bureauDecision', role: 'operator', data })).toEqual({
      reason: 'ROLE_NOT_ALLOWED',
    });
  });

  test('an action meant for an earlier visit is refused, and one that names no visit is not', () => {
    expect(reason(standing('PRELIM_REVIEW'), { action: 'claim', role: 'reviewer', visit: 3 })).toBe('STALE_VISIT');
    expect(reason(standing('PRELIM_REVIEW'), { action: 'claim', role: 'reviewer' })).toBe(undefined);
  });

  test('A-002 a draft that is submitted too early is incomplete, not in the wrong state', () => {
    expect(reason(standing('DRAFT'), { action: 'submitForReview', role: 'applicant' })).toBe('INCOMPLETE');
    expect(reason(standing('PRELIM_REVIEW'), { action: 'submitForReview', role: 'applicant' })).toBe('WRONG_STAGE');
  });
});

describe('A-144 a report about the hand-over under way', () => {
  const underWay = standing('READY_FOR_BUREAU', { handOver: 1, handOverUnderWay: true });
  const verified = { action: 'smsVerified', role: 'miit', data: { handOver: 1, personId: 'P1' } } as const;

  test('implies that the hand-over was accepted', () => {
    expect(impliesAcceptance(underWay, verified)).toBe(true);
    expect(impliesAcceptance(underWay, { ...verified, role: 'operator' })).toBe(true);
  });

  test('implies nothing from somebody else, about another hand-over, or when none is under way', () => {
    expect(impliesAcceptance(underWay, { ...verified, role: 'applicant' })).toBe(false);
    expect(impliesAcceptance(underWay, { ...verified, data: { handOver: 2, personId: 'P1' } })).toBe(false);
    expect(impliesAcceptance({ ...underWay, handOverUnderWay: false }, verified)).toBe(false);
    expect(impliesAcceptance(underWay, { action: 'approve', role: 'reviewer', data: {} })).toBe(false);
  });
});
