/** Every state refuses the actions that the table does not know, with a reason, and nothing changes (A-162, §5.1). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACTIONS, type Action } from '../../domain/lifecycle/action.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import { refusals } from '../../domain/refusal.ts';
import { ROLES, type Role } from '../../domain/role.ts';
import { STAGES, type Stage } from '../../domain/lifecycle/stage.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, ITEM, JOURNEY_POLICIES } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const PASSED_OR_ENDED: readonly Stage[] = ['PRELIM_APPROVED', 'RETURNED_FOR_TYPE', 'COMPLETED', 'ABANDONED'];
const STANDING = STAGES.filter((stage) => !PASSED_OR_ENDED.includes(stage));

/** Data that is right for an action, wherever it is possible. */
const data: Partial<Record<Action, object>> = {
  submitForReview: { confirmed: true },
  operatorCancel: { reason: 'asked for by phone' },
  reject: { items: [ITEM] },
  rejectOrder: { items: [ITEM] },
  requestMaterial: { slots: ['checklist-form'] },
  materialUploaded: { slot: 'checklist-form' },
  allowPhoto: { personId: 'P1' },
  callOutcome: { outcome: 'NO_ANSWER' },
  livenessResult: { personId: 'P1', result: 'PASS' },
  backdropShipped: { trackingNumber: 'SF1234567' },
  mailRegistered: { courier: 'SF', trackingNumber: 'SF1234567' },
  forwardAccepted: { handOver: 1 },
  smsStarted: { handOver: 1, sentAt: '2026-03-09T10:05:00+08:00' },
  smsVerified: { handOver: 1, personId: 'P1' },
  smsFailed: { handOver: 1, wrongEntries: 1 },
  smsReturned: { handOver: 1 },
  changeRequested: { fields: ['people.P1.mobile'] },
  bureauDecision: { handOver: 1, decision: 'APPROVED' },
  operatorRecordDecision: { handOver: 1, decision: 'APPROVED' },
  recordSynced: { handOver: 1, entityNumber: '鄂ICP备2026000001号', websites: [] },
  instanceExpired: { websiteId: 'W1' },
  codeRevoked: { websiteId: 'W1' },
  instanceRenewed: { websiteId: 'W1' },
  reviewerAbsent: { reviewerId: 'R1' },
  deadlineOverride: { due: 'step', until: '2026-06-01T12:00:00+08:00', reason: 'ill' },
};

/** A role that may do the action somewhere. */
const roleOf = (action: Action): Role =>
  STAGES.map((stage) => lifecycleTable[stage].actions[action]?.by[0]).find((role) => role !== undefined) ?? 'system';

test.concurrent.each(STANDING)('A-162 an order in %s refuses everything that is not in the table', async (stage) => {
  const filing = await filingIn(desk, stage);
  const before = await filing.order();
  const unknown = ACTIONS.filter((action) => !(action in lifecycleTable[stage].actions));
  const sent = await Promise.all(
    unknown.map((action) => filing.send(action, data[action] ?? {}, { as: roleOf(action), anyVisit: true })),
  );
  const outcomes = await Promise.all(sent.map((actionId) => filing.outcome(actionId)));
  const notRefused = unknown.filter((_action, index) => !((outcomes[index] ?? '') in refusals));
  expect(notRefused).toEqual([]);
  expect(await filing.order()).toMatchObject({ stage, visit: before.visit, progress: { dues: before.progress?.dues } });
});

test.concurrent.each(STANDING)('A-162 an order in %s refuses every role that may not act', async (stage) => {
  const filing = await filingIn(desk, stage);
  const attempts = ACTIONS.flatMap((action) => {
    const edge = lifecycleTable[stage].actions[action];
    const role = edge && ROLES.find((each) => !edge.by.includes(each));
    return role ? [{ action, role }] : [];
  });
  const sent = await Promise.all(
    attempts.map(({ action, role }) => filing.send(action, data[action] ?? {}, { as: role, anyVisit: true })),
  );
  const outcomes = await Promise.all(sent.map((actionId) => filing.outcome(actionId)));
  expect(new Set(outcomes)).toEqual(new Set(['ROLE_NOT_ALLOWED']));
  expect(await filing.stage()).toBe(stage);
});

test.concurrent.each(['COMPLETED', 'ABANDONED'] as const)(
  'A-162 an order that is %s takes no action any more',
  async (stage) => {
    const filing = await filingIn(desk, stage);
    await filing.handle.result();
    expect(await filing.act('claim', {}, { by: 'R1' })).toBe('CLOSED');
    expect(await filing.stage()).toBe(stage);
  },
);
