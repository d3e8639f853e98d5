/** A clock that outlives a state runs on from state to state, and the audit trail shows its start, its moves and its end. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectFolder } from '../../stack/state/folders.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, everybodyVerifies, readyForBureau, smsSent } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { runsOf } from '../support/desk/runs.ts';

let desk: Desk;
beforeAll(async () => {
  const workflowsPath = join(projectFolder, 'test', 'support', 'desk', 'clock-workflows.ts');
  desk = await startDesk({ workflowsPath });
});
afterAll(() => desk.close());

const SYSTEM = { as: 'system', anyVisit: true } as const;
/** The process goes on in new runs meanwhile, so that each run hands the clock to the next. */
const goesOnAfter = { events: 1_000, signals: 2 };

/** An order at the bureau, whose clock began on 13 April at the provider. */
async function runningClock(): Promise<TestFiling> {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: '2026-04-13 10:00', goesOnAfter });
  await applied(filing.act('policyChanged', {}, SYSTEM));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, '2026-04-13 10:05');
  await everybodyVerifies(filing);
  return filing;
}

test.concurrent('the clock reminds once and rings once in a later state, and the audit trail shows both', async () => {
  const filing = await runningClock();
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  await filing.delivered();
  const { nextDue } = await filing.order();
  expect(nextDue).toMatchObject({ kind: 'trial', subject: 'W1', amount: 10 });
  expect((await filing.handle.describe()).searchAttributes).toMatchObject({
    FilingDueAt: [new Date(nextDue?.at ?? 0)],
  });

  await filing.travelTo('2026-04-24 09:00');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  expect(await aboutTheClock(filing)).toEqual([
    'READY_FOR_BUREAU policyChanged: clock trial of W1 runs until 2026-04-23T23:59:59+08:00',
    'BUREAU_REVIEW trialReminder due 2026-04-21 10:00:00: two days left',
    'BUREAU_REVIEW trial due 2026-04-23 23:59:59: the trial is over; clock trial of W1 ends',
  ]);
  expect(await filing.tasks()).toEqual(['BUREAU_OVERDUE']);
  expect((await filing.order()).nextDue).toMatchObject({ kind: 'bureau' });
  expect((await runsOf(desk.client, filing.orderId)).length).toBeGreaterThan(2);
});

test.concurrent('a clock that is moved rings at its new instant only, and ends with the order', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: '2026-04-13 10:00' });
  await applied(filing.act('policyChanged', {}, SYSTEM));
  await applied(filing.act('policyChanged', {}, SYSTEM));
  await filing.travelTo('2026-04-24 12:00');
  await applied(filing.act('abandon'));
  expect(await aboutTheClock(filing)).toEqual([
    'READY_FOR_BUREAU policyChanged: clock trial of W1 runs until 2026-04-23T23:59:59+08:00',
    'READY_FOR_BUREAU policyChanged: clock trial of W1 moves to 2026-04-26T23:59:59+08:00',
    'READY_FOR_BUREAU trialReminder due 2026-04-24 10:00:00: two days left',
    'ABANDONED abandon: clock trial of W1 ends',
  ]);
  expect((await filing.order()).nextDue).toBeUndefined();
});

async function aboutTheClock(filing: TestFiling): Promise<string[]> {
  const history = await filing.history();
  return history.flatMap(({ action, to, dueAt, detail = '' }) => {
    if (!action.startsWith('trial') && !detail.includes('clock')) return [];
    return [`${to} ${action}${dueAt === undefined ? '' : ` due ${reading(dueAt)}`}: ${detail}`];
  });
}
