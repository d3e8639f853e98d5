import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atBureau, atSms, numbersFor, readyForBureau, smsSent, told } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';

test.concurrent('A-157: a double click makes one submission and gets one answer', async () => {
  const filing = await desk.open({ form: smallEnterprise(), at: OPENED });
  const actionId = randomUUID();
  const click = () => filing.act('submitForReview', { confirmed: true }, { actionId });
  expect(await Promise.all([click(), click(), click()])).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
  expect(await click()).toBe('APPLIED');
  expect(await applications(filing, 'submitForReview')).toBe(1);
  expect((await filing.order()).round).toBe(1);
  expect(await told(filing, 'N-1')).toHaveLength(5);
});

test.concurrent(
  'A-157: two tabs that submit at once make one submission, and one gets a refusal with its reason',
  async () => {
    const filing = await desk.open({ form: smallEnterprise(), at: OPENED });
    const { visit } = await filing.order();
    const submit = () => filing.act('submitForReview', { confirmed: true }, { visit });
    expect((await Promise.all([submit(), submit()])).toSorted()).toEqual(['APPLIED', 'WRONG_STAGE']);
    expect((await filing.order()).round).toBe(1);
  },
);

test.concurrent(
  'A-157: the first of two approvals at once counts, and the second reviewer is told that the order moved on',
  async () => {
    const filing = await desk.open({ form: smallEnterprise(), at: OPENED });
    await applied(filing.act('submitForReview', { confirmed: true }));
    const { visit } = await filing.order();
    const outcomes = await Promise.all(['R1', 'R2'].map((by) => filing.act('approve', {}, { by, visit })));
    expect(outcomes.toSorted()).toEqual(['APPLIED', 'WRONG_STAGE']);
    expect(await applications(filing, 'approve')).toBe(1);
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  },
);

test.concurrent('A-157: the bureau gets the order once from two hand-overs at once', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const { visit } = await filing.order();
  const outcomes = await Promise.all(['R2', 'R3'].map((by) => filing.act('forwardToBureau', {}, { by, visit })));
  expect(outcomes.filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
  await filing.reaches('SMS_PENDING');
  expect(desk.parties.bureau.handOvers.filter(({ orderId }) => orderId === filing.orderId)).toHaveLength(1);
});

test.concurrent(
  'the first of two opposite decisions at once is applied, and the second is an operator task',
  async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const items = [{ path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take another name.' }];
    const outcomes = await Promise.all([
      filing.party('bureauDecision', { decision: 'APPROVED', handOver: 1 }, 'bureau'),
      filing.party('bureauDecision', { decision: 'REJECTED', handOver: 1, items }, 'bureau'),
    ]);
    expect(outcomes.toSorted()).toEqual(['APPLIED', 'CONTRADICTS_DECISION']);
    expect(await filing.tasks()).toEqual(['DECISION_CONTRADICTS']);
    expect(['BUREAU_APPROVED', 'BUREAU_REJECTED']).toContain(await filing.stage());
  },
);

test.concurrent(
  'the last verification or the return by MIIT counts when both come at once, and the other is written down',
  async () => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
    const outcomes = await Promise.all([
      filing.party('smsVerified', { personId: 'P1' }, 'miit'),
      filing.party('smsReturned', {}, 'miit'),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
    expect(await filing.stage()).toBe(outcomes[0] === 'APPLIED' ? 'BUREAU_REVIEW' : 'RESUBMIT_WAIT');
  },
);

test.concurrent('signals that arrive while the order is being completed are all answered', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  const numbers = { handOver: 1, ...(await numbersFor(filing, '鄂ICP备2026000301号')) };
  const byMiit = { as: 'miit', anyVisit: true } as const;
  const outcomes = await Promise.all([
    filing.act('recordSynced', numbers, byMiit),
    ...[1, 2, 3, 4, 5].map(() => filing.act('smsVerified', { handOver: 1, personId: 'P1' }, byMiit)),
    filing.act('abandon', {}, { anyVisit: true }),
    filing.act('recordSynced', numbers, byMiit),
  ]);
  const late = new Set(outcomes.slice(1));
  expect(outcomes.filter((outcome) => outcome === 'APPLIED')).toHaveLength(1);
  for (const reason of late) expect(['APPLIED', 'CLOSED', 'ALREADY_DONE', 'LOCKED_AT_BUREAU']).toContain(reason);
  expect(await filing.stage()).toBe('COMPLETED');
  const recorded = (await filing.history()).filter(({ action }) => action === 'smsVerified');
  expect(recorded).toHaveLength(6);
});

test.concurrent('R-SM-8: callbacks after the end change nothing and are shown to operators', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2026000302号'), 'miit'));
  expect(await filing.party('smsReturned', {}, 'miit')).toBe('CLOSED');
  await filing.delivered();
  // The same decision again is ignored, before the end and after it (R-BUR-5).
  expect(await filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau')).toBe('ALREADY_DONE');
  expect(await filing.act('abandon', {}, { anyVisit: true })).toBe('CLOSED');
  expect(await filing.stage()).toBe('COMPLETED');
  expect(await filing.tasks()).toEqual(['CALLBACK_AFTER_END']);
});

test.concurrent('a cancel request in Temporal only asks, and does nothing at the bureau', async () => {
  const open = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  await open.handle.cancel();
  await open.happens('operatorCancel');
  expect(await open.stage()).toBe('READY_FOR_BUREAU');
  expect(await open.tasks()).toEqual(['ASKED_BY_HAND']);
  expect(await open.act('consentToCancel', {}, { by: 'R2' })).toBe('NO_CANCEL_REQUEST');

  const locked = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await locked.handle.cancel();
  await locked.happens('operatorCancel');
  expect((await locked.steps()).at(-1)).toBe('operatorCancel: ASKED_BY_HAND');
  await applied(locked.party('smsVerified', { personId: 'P1' }, 'miit'));
});

test.concurrent('a stale button of an earlier round does nothing in the next one', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  const { visit } = await filing.order();
  await filing.travelTo('2026-04-15 10:05:01');
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, '2026-04-15 10:05');
  expect(await filing.act('changeRequested', { fields: ['people.P1.mobile'] }, { visit })).toBe('STALE_VISIT');
  expect((await filing.order()).progress?.changeRequested).toEqual([]);
});

async function applications(filing: TestFiling, action: string): Promise<number> {
  const history = await filing.history();
  return new Set(
    history.filter((entry) => entry.action === action && entry.outcome === 'APPLIED').map(({ seq }) => seq),
  ).size;
}
