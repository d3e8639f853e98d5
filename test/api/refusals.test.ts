/**
 * In every state the API and the workflow refuse an action with the same reason. The API reads the database,
 * the workflow reads its own progress (R-SM-4, R-SM-8, R-BUR-5).
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import request from 'supertest';
import { createWatchedApp } from '../support/answers/watched-app.ts';
import { ACTIONS, type Action } from '../../domain/lifecycle/action.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import type { Role } from '../../domain/role.ts';
import { STAGES, type Stage } from '../../domain/lifecycle/stage.ts';
import { rulesReader } from '../../store/policy/rules.ts';
import type { ActionWaiter } from '../../store/steps/action-waiter.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { waitPatiently } from '../support/servers/database.ts';
import { apiDependencies, issueToken } from '../support/servers/api-dependencies.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { filingIn, ITEM, JOURNEY_POLICIES } from '../support/desk/journey.ts';

let desk: Desk;
let waiter: ActionWaiter;
let app: RequestListener;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
  const { database, vault, client: temporal, taskQueue, parties } = desk;
  waiter = await waitPatiently(desk.databaseUrl, database, vault);
  app = createWatchedApp(
    apiDependencies({
      ...parties,
      database,
      vault,
      rules: rulesReader(database),
      temporal,
      taskQueue,
      actionWaiter: waiter,
    }),
  );
});
afterAll(async () => {
  await waiter.close();
  await desk.close();
});

/** States in which an order can be found. */
const STANDING = STAGES.filter((stage) => stage !== 'PRELIM_APPROVED' && stage !== 'RETURNED_FOR_TYPE');
/** Roles that may take actions through the API. */
const PEOPLE = ['applicant', 'reviewer', 'mailroom', 'operator'] as const;
/** The API sends these itself after an edit or an upload. */
const OF_THE_API: readonly Action[] = ['edited', 'materialUploaded'];

/** Right data for an action, about a hand-over that the order never had, so that no report of the bureau fits. */
const data: Partial<Record<Action, object>> = {
  submitForReview: { confirmed: true },
  operatorCancel: { reason: 'asked for by phone' },
  annotate: { note: 'asked by phone' },
  reject: { items: [ITEM] },
  rejectOrder: { items: [ITEM] },
  requestMaterial: { slots: ['checklist-form'] },
  allowPhoto: { personId: 'P1' },
  callOutcome: { outcome: 'NO_ANSWER' },
  livenessResult: { personId: 'P1', result: 'PASS' },
  backdropShipped: { trackingNumber: 'SF1234567' },
  mailRegistered: { courier: 'SF', trackingNumber: 'SF1234567' },
  forwardAccepted: { handOver: 9 },
  forwardFailed: { handOver: 9, reason: 'the gateway was away' },
  smsStarted: { handOver: 9, sentAt: '2026-03-09T10:05:00+08:00' },
  smsVerified: { handOver: 9, personId: 'P1' },
  smsFailed: { handOver: 9, wrongEntries: 1 },
  smsReturned: { handOver: 9 },
  changeRequested: { fields: ['people.P1.mobile'] },
  bureauDecision: { handOver: 9, decision: 'APPROVED' },
  operatorRecordDecision: { handOver: 9, decision: 'APPROVED' },
  recordSynced: { handOver: 9, entityNumber: '鄂ICP备2026000001号', websites: [] },
  instanceExpired: { websiteId: 'W1' },
  codeRevoked: { websiteId: 'W1' },
  instanceRenewed: { websiteId: 'W1' },
  reviewerAbsent: { reviewerId: 'R1' },
  deadlineOverride: { due: 'step', until: '2026-06-01T12:00:00+08:00', reason: 'ill' },
};

type Who = (typeof PEOPLE)[number];

/** Who may never take an action is refused it for the same reason everywhere, and asks in every fifth state. */
const SELDOM = 5;

/**
 * Every action that the state does not know, by every role that may take it elsewhere, and now and then by one that may never
 * take it, by turns. That the API refuses everybody in every state is the matter of `authorisation/matrix.test.ts`.
 */
function refusedIn(stage: Stage): (readonly [Action, Who])[] {
  return ACTIONS.filter((action) => !OF_THE_API.includes(action)).flatMap((action, index) => {
    const isBy = (where: Stage) => (role: Role) => lifecycleTable[where].actions[action]?.by.includes(role) === true;
    const elsewhere = PEOPLE.filter((role) => !isBy(stage)(role) && STAGES.some((other) => isBy(other)(role)));
    const never = PEOPLE.filter((role) => !STAGES.some((other) => isBy(other)(role)));
    const turn = STAGES.indexOf(stage) + index;
    const one = turn % SELDOM === 0 ? never[Math.floor(turn / SELDOM) % never.length] : undefined;
    return [...elsewhere, ...(one === undefined ? [] : [one])].map((role) => [action, role] as const);
  });
}

async function throughTheApi(filing: TestFiling, action: Action, role: Who): Promise<string> {
  const token = await issueToken({ sub: `${role}-1`, role, account: filing.accountId });
  const { body } = await request(app)
    .post(`/v1/orders/${filing.orderId}/actions/${action}`)
    .set('Authorization', `Bearer ${token}`)
    .send({ actionId: randomUUID(), data: data[action] ?? {} });
  return body.code ?? body.outcome;
}

async function toTheWorkflow(filing: TestFiling, action: Action, role: Who): Promise<string> {
  return filing.act(action, data[action] ?? {}, { as: role, anyVisit: true });
}

test.each(STANDING)(
  'what is refused in %s is refused for the same reason by the API and the workflow',
  async (stage) => {
    const filing = await filingIn(desk, stage);
    if (stage === 'COMPLETED' || stage === 'ABANDONED') await filing.handle.result();
    const asked = refusedIn(stage);
    const names = asked.map(([action, role]) => `${action} by ${role}`);
    const byWorkflow = await Promise.all(asked.map(([action, role]) => toTheWorkflow(filing, action, role)));
    const byApi = await Promise.all(asked.map(([action, role]) => throughTheApi(filing, action, role)));
    const table = (reasons: string[]) => Object.fromEntries(names.map((name, index) => [name, reasons[index]]));
    expect(table(byApi)).toEqual(table(byWorkflow));
    expect(byWorkflow).not.toContain('APPLIED');
    expect(await filing.stage()).toBe(stage);
  },
);
