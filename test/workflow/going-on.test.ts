/**
 * A process whose history gets long goes on in a new run. Nothing is lost, answered twice or sent twice,
 * whatever happens during the hand-over. Thresholds are low here, so that every filing goes through many runs.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { createKnownOutcome } from '../../activities/processes/known-outcome.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import { signalOf } from '../../workflows/messages/filing.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atBureau, numbersFor, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { noteAsked } from '../support/desk/asked.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { runsOf } from '../support/desk/runs.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const SYSTEM = { as: 'system', anyVisit: true } as const;
/** A new run after every few signals. */
const SHORT = { events: 1_000, signals: 2 };
const short = () => ({ form: smallEnterprise(), at: OPENED, goesOnAfter: SHORT });

test.concurrent('a filing of many short runs ends like a filing of a single run', async () => {
  const [many, single] = await Promise.all([
    completed('粤ICP备2026000501号', { goesOnAfter: SHORT }),
    completed('粤ICP备2026000502号', {}),
  ]);
  expect(await many.steps()).toEqual(await single.steps());
  expect((await many.messageCodes()).toSorted()).toEqual((await single.messageCodes()).toSorted());
  expect(await runsOf(desk.client, single.orderId)).toHaveLength(1);
  expect((await runsOf(desk.client, many.orderId)).length).toBeGreaterThan(2);
});

test.concurrent('a filing of many runs keeps its search attributes', async () => {
  const filing = await readyForBureau(desk, short());
  await manySignals(filing, 4);
  const { searchAttributes } = await filing.handle.describe();
  expect(searchAttributes).toMatchObject({ FilingStage: ['READY_FOR_BUREAU'], FilingWaitingOn: ['reviewer'] });
});

test.concurrent(
  'signals that arrive while a run hands over to the next are all answered, in their order and once',
  async () => {
    const filing = await readyForBureau(desk, short());
    const ids = Array.from({ length: 60 }, () => randomUUID());
    await Promise.all(ids.map((actionId) => filing.send('policyChanged', {}, { ...SYSTEM, actionId })));
    await Promise.all(ids.slice(0, 20).map((actionId) => filing.send('policyChanged', {}, { ...SYSTEM, actionId })));
    await Promise.all(ids.map((actionId) => filing.outcome(actionId)));
    await applied(filing.act('claim', {}, { by: 'R2' }));
    expect(await answersTo(filing, ids)).toEqual(ids.toSorted());
    await expectManyRuns(filing);
  },
);

test.concurrent('a signal that cannot be read keeps its place among the others, also across runs', async () => {
  const filing = await readyForBureau(desk, short());
  const sent = [1, 2, 3, 4, 5, 6].map(async (number) => {
    await filing.handle.signal('approve', `garbage ${number}`);
    await filing.send('policyChanged', {}, SYSTEM);
  });
  await Promise.all(sent);
  await applied(filing.act('claim', {}, { by: 'R2' }));
  const history = await filing.history();
  expect(history.filter(({ reason }) => reason === 'MALFORMED')).toHaveLength(6);
  expect(history.filter(({ action }) => action === 'policyChanged')).toHaveLength(6);
});

test.concurrent('a repeated action of an earlier run keeps its first outcome and is written once', async () => {
  const filing = await readyForBureau(desk, short());
  const actionId = randomUUID();
  expect(await filing.act('release', {}, { by: 'R2', actionId })).toBe('NOT_CLAIMED');
  await applied(filing.act('claim', {}, { by: 'R2' }));
  await manySignals(filing, 6);
  expect(await filing.act('release', {}, { by: 'R2', actionId })).toBe('NOT_CLAIMED');
  await filing.handle.signal('release', { actionId }, 'malformed');
  await applied(filing.act('policyChanged', {}, SYSTEM));
  expect((await filing.order()).assignee).toBe('R2');
  expect(await answersTo(filing, [actionId])).toEqual([actionId]);
});

test.concurrent('a signal to an earlier run is refused, and one to the filing is answered', async () => {
  const filing = await readyForBureau(desk, short());
  await manySignals(filing, 6);
  const [first] = await runsOf(desk.client, filing.orderId);
  const actionId = randomUUID() as ActionId;
  const message = { actionId, actor: { id: 'R2', role: 'reviewer', door: 'api' }, data: {} } as const;
  await noteAsked(desk, filing.orderId, { to: 'filing', action: 'claim', ...message });
  const earlier = desk.client.workflow.getHandle(filing.orderId, first?.runId);
  await expect(earlier.signal(signalOf('claim'), message)).rejects.toThrow(WorkflowNotFoundError);
  await filing.handle.signal(signalOf('claim'), message);
  expect(await filing.outcome(actionId)).toBe('APPLIED');
});

test.concurrent('a delivery that is under way when the run ends is not made twice', async () => {
  const filing = await desk.open(short());
  const { email } = desk.parties;
  const { form } = await filing.order();
  const addresses = Object.values(form?.people ?? {}).map((person) => person.email ?? '');
  const [begun, mayEnd] = [gate(), gate()];
  for (const address of addresses) {
    email.slow.set(address, () => {
      begun.open();
      return mayEnd.opened;
    });
  }
  await applied(filing.act('submitForReview', { confirmed: true }));
  await begun.opened;
  await manySignals(filing, 8);
  await expectManyRuns(filing);
  mayEnd.open();
  await applied(filing.act('withdraw'));
  await applied(filing.act('abandon'));
  await filing.handle.result();
  const toPeople = (await filing.messages()).filter(({ channel, personId }) => channel === 'EMAIL' && personId);
  expect(toPeople.filter(({ code }) => code === 'N-1').length).toBeGreaterThan(0);
  expect(email.sent.filter(({ to }) => addresses.includes(to))).toHaveLength(toPeople.length);
});

test.concurrent('a step of the present run is not mistaken for an answer of an earlier one', async () => {
  const filing = await readyForBureau(desk, short());
  const actionId = await filing.send('policyChanged', {}, SYSTEM);
  await filing.outcome(actionId);
  const at = (await filing.history()).find((entry) => entry.actionId === actionId)?.at ?? 0;
  const knownOutcome = createKnownOutcome(desk);
  const { orderId } = filing;
  expect(await knownOutcome({ orderId, actionId, until: instant(at) })).toMatchObject({ outcome: 'APPLIED' });
  expect(await knownOutcome({ orderId, actionId, until: instant(at - 1) })).toBeNull();
});

async function completed(number: string, options: { goesOnAfter?: typeof SHORT }) {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED, ...options });
  await filing.travelTo('2026-04-29 15:00');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, number), 'miit'));
  expect(await filing.handle.result()).toEqual({ stage: 'COMPLETED' });
  await filing.happens('openObligations');
  return filing;
}

async function manySignals(filing: TestFiling, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) await applied(filing.act('policyChanged', {}, SYSTEM));
}

/** The ids that the audit trail answers, each as often as it is answered. */
async function answersTo(filing: TestFiling, ids: readonly string[]): Promise<string[]> {
  const history = await filing.history();
  return history.flatMap(({ actionId }) => (actionId && ids.includes(actionId) ? [actionId] : [])).toSorted();
}

async function expectManyRuns(filing: TestFiling): Promise<void> {
  expect((await runsOf(desk.client, filing.orderId)).length).toBeGreaterThan(2);
}

/** A promise with the function that resolves it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
