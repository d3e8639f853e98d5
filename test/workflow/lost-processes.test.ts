/**
 * Processes that Temporal has lost, ended or set back. Postgres says where they stand, so they begin again there: nothing that was
 * accepted is lost, and nothing happens twice.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { ActionId } from '../../domain/identifiers.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { listDuties } from '../../store/duties/duties.ts';
import { closeTask, listTasks } from '../../store/tasks/tasks.ts';
import { dutiesWorkflowId, dutySignalOf } from '../../workflows/messages/duties.ts';
import { FILING_WORKFLOW, stateQuery } from '../../workflows/messages/filing.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atBureau, atSms, numbersFor, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { noteAsked } from '../support/desk/asked.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, JOURNEY_POLICIES } from '../support/desk/journey.ts';
import { deleteWorkflow, lookInto, resetToTheBeginning } from '../support/desk/mending.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { atRest } from '../support/servers/at-rest.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const small = () => ({ form: smallEnterprise(), at: OPENED });

/** The ways in which a process is lost, as far as an operator or an accident can bring them about. */
const losses: [name: string, lose: (filing: TestFiling) => Promise<unknown>][] = [
  ['terminated', (filing) => filing.handle.terminate('a mistake')],
  ['deleted', (filing) => deleted(filing)],
  ['timed out', (filing) => timedOut(filing)],
];

describe.each(losses)('a filing that was %s', (_name, lose) => {
  test.concurrent('begins again in the review, with its claim and its due instant', async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    await applied(filing.act('claim', {}, { by: 'R1' }));
    const before = await progressOf(filing);
    await lose(filing);
    expect(await lookInto(desk, filing.orderId)).toBe('RESTARTED');
    expect(await filing.act('approve', {}, { by: 'R2' })).toBe('CLAIMED_BY_ANOTHER');
    expect(await progressOf(filing)).toEqual(before);
    await applied(filing.act('approve', {}, { by: 'R1' }));
    expect(await filing.stage()).toBe('READY_FOR_BUREAU');
    expect(await filing.tasks()).toEqual(['PROCESS_BEGAN_AGAIN']);
    expect((await filing.steps()).filter((step) => step.startsWith('filingBeganAgain'))).toHaveLength(1);
    await expectNothingTwice(filing);
  });

  test.concurrent('begins again as a draft, which expires when it would have', async () => {
    const filing = await desk.open({ ...small(), filled: 'nothing' });
    await applied(filing.act('edited'));
    const due = await filing.due('draft');
    await lose(filing);
    await lookInto(desk, filing.orderId);
    await applied(filing.act('edited'));
    expect(await filing.due('draft')).toBe(due);
    await filing.travelTo(due ?? '');
    await filing.reaches('EXPIRED');
    await expectNothingTwice(filing);
  });

  test.concurrent('hands the order over again when that was under way, and the bureau has it once', async () => {
    const filing = await readyForBureau(desk, small());
    desk.parties.bureau.turns.set(filing.orderId, ['lost', 'down', 'down', 'down']);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await lose(filing);
    await lookInto(desk, filing.orderId);
    await filing.travelTo('2026-04-13 12:00');
    await filing.reaches('SMS_PENDING');
    const { orderId } = filing;
    expect(desk.parties.bureau.handOvers.filter((handOver) => handOver.orderId === orderId)).toHaveLength(1);
    await expectNothingTwice(filing);
  });

  test.concurrent('does not ask a second time for a hand-over that a person carries out', async () => {
    const filing = await readyForBureau(desk, small());
    desk.parties.bureau.turns.set(filing.orderId, ['by hand', 'by hand']);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.happens('handOverByHand');
    await lose(filing);
    await lookInto(desk, filing.orderId);
    await applied(filing.party('forwardAccepted', {}, 'bureau'));
    expect(await filing.stage()).toBe('SMS_PENDING');
    expect((await filing.steps()).filter((step) => step.startsWith('handOverByHand'))).toHaveLength(1);
    await expectNothingTwice(filing);
  });

  test.concurrent('returns the order when the SMS window of before ends', async () => {
    const filing = await atSms(desk, small());
    await filing.delivered();
    const due = await filing.due('sms');
    await lose(filing);
    await lookInto(desk, filing.orderId);
    await applied(filing.act('annotate', { note: 'seen' }, { by: 'R1' }));
    expect(await filing.due('sms')).toBe(due);
    await filing.travelTo('2026-04-14 10:06');
    await filing.reaches('RESUBMIT_WAIT');
    const ended = (await filing.history()).find(({ action }) => action === 'sms');
    expect(ended && reading(ended.at)).toBe(due);
    await expectNothingTwice(filing);
  });

  test.concurrent("takes the bureau's decision and ends with its number", async () => {
    const filing = await atBureau(desk, small());
    await lose(filing);
    await lookInto(desk, filing.orderId);
    await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
    await applied(filing.party('recordSynced', await numbersFor(filing, anyNumber()), 'miit'));
    expect(await resultOf(filing)).toEqual({ stage: 'COMPLETED' });
    await filing.happens('openObligations');
    await expectNothingTwice(filing);
  });
});

describe('a filing that was reset to its beginning', () => {
  test.concurrent('answers a decision on the state of the order, and not on the one it was set back to', async () => {
    const filing = await atBureau(desk, small());
    const before = await filing.steps();
    await resetToTheBeginning(desk.client, filing.orderId);
    await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
    expect(await filing.steps()).toEqual([...before, 'bureauDecision: BUREAU_REVIEW → BUREAU_APPROVED']);
    await expectNothingTwice(filing);
  });

  test.concurrent('does not refuse again what it refused before', async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    await filing.handle.signal('approve', 'garbage');
    await filing.handle.cancel();
    await filing.happens('operatorCancel');
    await applied(filing.act('claim', {}, { by: 'R1' }));
    const before = await filing.steps();
    await resetToTheBeginning(desk.client, filing.orderId);
    await applied(filing.act('annotate', { note: 'seen' }, { by: 'R1' }));
    expect(await filing.steps()).toEqual([...before, 'annotate: PRELIM_REVIEW → PRELIM_REVIEW']);
    await expectNothingTwice(filing);
  });

  test.concurrent('keeps its due instants', async () => {
    const filing = await atSms(desk, small());
    await filing.delivered();
    const before = await progressOf(filing);
    await resetToTheBeginning(desk.client, filing.orderId);
    await applied(filing.act('annotate', { note: 'seen' }, { by: 'R1' }));
    expect(await progressOf(filing)).toEqual(before);
    await filing.travelTo('2026-04-14 10:06');
    await filing.reaches('RESUBMIT_WAIT');
    await expectNothingTwice(filing);
  });

  test.concurrent('is told to compare itself when nobody sends it anything', async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    await resetToTheBeginning(desk.client, filing.orderId);
    await comesToAgree(filing);
    const { stage, steps } = await desk.client.workflow.getHandle(filing.orderId).query(stateQuery);
    expect([stage, steps]).toEqual(['PRELIM_REVIEW', (await filing.history()).at(-1)?.seq]);
    await expectNothingTwice(filing);
  });
});

test.concurrent('duties begin again with their dates, and their reports are taken', async () => {
  const filing = await atBureau(desk, small());
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-14' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, anyNumber()), 'miit'));
  await filing.happens('openObligations');
  const { orderId } = filing;
  const before = await listDuties(desk.database, { orderId });
  await desk.client.workflow.getHandle(dutiesWorkflowId(orderId)).terminate('a mistake');
  expect(await lookInto(desk, orderId, 'obligations')).toBe('RESTARTED');
  const actionId = randomUUID() as ActionId;
  const message = { actionId, actor: { id: 'A1', role: 'applicant', door: 'api' }, data: { websiteId: 'W1' } } as const;
  await noteAsked(desk, orderId, { to: 'obligations', action: 'footerConfirmed', ...message });
  await desk.client.workflow.getHandle(dutiesWorkflowId(orderId)).signal(dutySignalOf('footerConfirmed'), message);
  expect(await filing.outcome(actionId)).toBe('APPLIED');
  const after = await listDuties(desk.database, { orderId });
  expect(after.filter(isOpen)).toEqual(before.filter(({ kind }) => kind !== 'FOOTER').filter(isOpen));
  await expectNothingTwice(filing);
});

test.concurrent('a filing that dies again and again is left to a person', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  for (let time = 1; time <= 3; time += 1) {
    await desk.client.workflow.getHandle(filing.orderId).terminate('again');
    expect(await lookInto(desk, filing.orderId)).toBe('RESTARTED');
  }
  await desk.client.workflow.getHandle(filing.orderId).terminate('again');
  expect(await lookInto(desk, filing.orderId)).toBe('LEFT_ALONE');
  expect(await filing.tasks()).toEqual(['PROCESS_BEGAN_AGAIN', 'PROCESS_CANNOT_GO_ON']);
  const { tasks } = await listTasks(desk.database, { caseId: filing.orderId, kind: 'PROCESS_CANNOT_GO_ON' });
  for (const { id } of tasks) await closeTask(desk.database, id, 'O1', await filing.now());
  expect(await lookInto(desk, filing.orderId)).toBe('RESTARTED');
});

test.concurrent('a filing whose stored progress cannot be read fails, and goes on once it can', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  const { orderId } = filing;
  const orders = () => desk.database.updateTable('orders').where('id', '=', orderId);
  const { stage } = await filing.order();
  await atRest(desk.client, orderId);
  await orders().set({ stage: 'MAIL_REVIEW' }).execute();
  await filing.handle.terminate('a mistake');
  await lookInto(desk, orderId);
  await expect(resultOf(filing)).rejects.toThrow();
  await orders().set({ stage }).execute();
  expect(await lookInto(desk, orderId)).toBe('RESTARTED');
  await applied(filing.act('approve', {}, { by: 'R1' }));
});

/** Looks until the process agrees with Postgres; each look waits for the one before. */
async function comesToAgree(filing: TestFiling): Promise<void> {
  for (let looks = 0; looks < 50; looks += 1) {
    if ((await lookInto(desk, filing.orderId)) === 'AGREES') return;
  }
  throw new Error(`${filing.orderId} stands elsewhere than Postgres`);
}

const progressOf = async (filing: TestFiling) => (await filing.order()).progress;
const resultOf = ({ orderId }: TestFiling): Promise<unknown> => desk.client.workflow.getHandle(orderId).result();
const isOpen = ({ closedAt }: { closedAt?: number }): boolean => closedAt === undefined;

/** Filings have no time-out; a run of the same workflow that nobody works on ends with one. */
async function timedOut({ orderId, handle }: TestFiling): Promise<void> {
  await handle.terminate('to make room');
  const run = await desk.client.workflow.start(FILING_WORKFLOW, {
    workflowId: orderId,
    taskQueue: 'where-nobody-works',
    workflowExecutionTimeout: '1 second',
    args: [],
  });
  await expect(run.result()).rejects.toMatchObject({ cause: { name: 'TimeoutFailure' } });
}

/** Waits until Temporal knows the workflow no more. */
async function deleted({ orderId }: TestFiling): Promise<void> {
  await deleteWorkflow(desk.client, orderId);
  for (;;) {
    try {
      await desk.client.workflow.getHandle(orderId).describe();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return;
      throw error;
    }
    await pause(200);
  }
}

let numbers = 600;
function anyNumber(): string {
  numbers += 1;
  return `粤ICP备2026000${numbers}号`;
}

/** No step is written twice, nobody is told twice, and the audit trail is whole. */
async function expectNothingTwice(filing: TestFiling): Promise<void> {
  const ids = (await filing.history()).flatMap(({ actionId, seq, to }) =>
    actionId ? [`${actionId} ${seq} ${to}`] : [],
  );
  expect(ids.length).toBe(new Set(ids).size);
  const codes = (await filing.messages()).map(({ seq, code, channel, recipient, personId }) =>
    [seq, code, channel, personId ?? recipient].join(' '),
  );
  expect(codes.length).toBe(new Set(codes).size);
  expect(await verifyChains(desk.database)).toMatchObject({ faults: [] });
}
