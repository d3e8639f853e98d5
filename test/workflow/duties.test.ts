/** Duties after approval with real Temporal and Postgres: dates, reminders, reports and refusals. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomInt, randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { createActivities } from '../../activities/index.ts';
import { createDataConverter } from '../../codec/data-converter.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { formatInstant, shanghai, type Instant } from '../../domain/time/instant.ts';
import type { ReportName } from '../../domain/duties/duty-reports.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../domain/policy/policy.ts';
import type { Role } from '../../domain/role.ts';
import { fastForward } from '../../runtime/time-skipping.ts';
import { saveAccount } from '../../store/accounts/accounts.ts';
import type { ActionWaiter } from '../../store/steps/action-waiter.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { readHistory } from '../../store/audit/history.ts';
import { listOf } from '../../store/messages/messages.ts';
import { listDuties } from '../../store/duties/duties.ts';
import { writeDutiesStep } from '../../store/duties/duties-step.ts';
import { setType } from '../../store/orders/edit-order.ts';
import { writeFilingStep } from '../../store/steps/filing-step.ts';
import { listTasks } from '../../store/tasks/tasks.ts';
import {
  DUTIES_WORKFLOW,
  dutySignalOf,
  dutiesQuery,
  dutiesWorkflowId,
  type DutiesInput,
} from '../../workflows/messages/duties.ts';
import type { Thresholds } from '../../workflows/messages/process-input.ts';
import { noteAsked } from '../support/desk/asked.ts';
import { refuseToWrite } from '../support/desk/unwritable.ts';
import { enterprise, individual } from '../support/orders/applicants.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { migratedDatabase, type MigratedDatabase } from '../support/servers/migrated-database.ts';
import { createTestParties, type TestParties } from '../support/parties/parties.ts';
import { sampleOrder, sampleProgress, sampleStep } from '../support/orders/stored-orders.ts';
import { runsOf } from '../support/desk/runs.ts';
import { testWorkflowBundle } from '../support/servers/servers.ts';
import { startTestWorker, type TestWorker } from '../support/servers/worker.ts';
import { waitPatiently } from '../support/servers/database.ts';

const PAYLOAD_KEY = `test:${Buffer.alloc(32, 9).toString('base64')}`;
const ACCOUNT_EMAIL = 'account@example.cn';

let store: MigratedDatabase;
let waiter: ActionWaiter;
let temporal: TestWorker;
let parties: TestParties;

beforeAll(async () => {
  store = await migratedDatabase();
  waiter = await waitPatiently(store.url, store.db, store.vault);
  parties = createTestParties();
  const dataConverter = createDataConverter(PAYLOAD_KEY);
  const rules = { policies: createPolicies(BUILT_IN_POLICIES), calendar: createCalendar(PUBLISHED_YEARS) };
  temporal = await startTestWorker({
    workflowBundle: { codePath: testWorkflowBundle() },
    dataConverter,
    client: { dataConverter },
    activities: {
      ...createActivities({
        ...parties,
        database: store.db,
        vault: store.vault,
        rules: async () => rules,
        deskEmail: 'desk@provider.example',
        clock: 'own',
      }),
    },
  });
});

afterAll(async () => {
  await temporal.close();
  await waiter.close();
  await store.close();
});

interface Completed {
  /** As a Shanghai clock shows it. */
  at: string;
  issuedOn: string;
  form?: OrderForm;
  /** A low threshold makes short runs. */
  goesOnAfter?: Thresholds;
  /** Done before the workflow begins. */
  beforeStart?: (orderId: OrderId) => Promise<unknown>;
}

/** An order whose record has just become visible, with the workflow of its duties under way. */
async function complete({ at, issuedOn, form = individual(), goesOnAfter, beforeStart }: Completed): Promise<Duties> {
  const { db, vault } = store;
  const startedAt = shanghai(at);
  const { id: orderId, accountId } = await sampleOrder(db, vault, { form });
  await saveAccount(db, vault, { id: accountId, verified: true, email: ACCOUNT_EMAIL });
  await setType(db, orderId, 'FIRST', startedAt);
  const entityNumber = `粤ICP备${randomInt(1e9, 1e10 - 1)}号`;
  const domains = Object.values(form.websites).map(({ domain = '' }) => domain);
  const websites = domains.map((domain, index) => ({ domain, number: `${entityNumber}-${index + 1}` }));
  const step = sampleStep(orderId, {
    at: startedAt,
    from: 'BUREAU_APPROVED',
    to: 'COMPLETED',
    progress: sampleProgress('COMPLETED', { enteredAt: startedAt }),
    effects: ['releasePlace', 'writeRecord'],
    record: { entityNumber, websites, issuedOn },
  });
  await writeFilingStep(db, vault, step, () => ({ waitingOn: 'nobody', dues: [] }));
  const input: DutiesInput = { orderId, accountId, startedAt, issuedOn, goesOnAfter };
  const workflowId = dutiesWorkflowId(orderId);
  const { taskQueue } = temporal;
  await beforeStart?.(orderId);
  const handle = await temporal.client.workflow.start(DUTIES_WORKFLOW, { workflowId, taskQueue, args: [input] });
  return new Duties(orderId, handle, entityNumber);
}

class Duties {
  readonly orderId: OrderId;
  readonly handle: WorkflowHandle;
  readonly entityNumber: string;

  constructor(orderId: OrderId, handle: WorkflowHandle, entityNumber: string) {
    this.orderId = orderId;
    this.handle = handle;
    this.entityNumber = entityNumber;
  }

  /** Reports something and waits for its outcome: `APPLIED`, or the reason of the refusal. */
  async report(
    action: ReportName,
    data: object = { websiteId: 'W1' },
    { as = 'applicant', actionId = randomUUID() }: { as?: Role; actionId?: string } = {},
  ): Promise<string> {
    const actor = { id: `${as}-1`, role: as, door: 'api' } as const;
    const asked = { action, actionId: actionId as ActionId, actor, data };
    await noteAsked({ database: store.db, vault: store.vault }, this.orderId, { to: 'obligations', ...asked });
    await this.handle.signal(dutySignalOf(action), { actionId, actor, data });
    return this.outcome(actionId);
  }

  async outcome(actionId: string): Promise<string> {
    const outcome = await waiter.waitForOutcome(this.orderId, actionId as ActionId, PATIENCE_MS);
    return outcome?.outcome === 'APPLIED' ? 'APPLIED' : (outcome?.reason ?? 'no outcome');
  }

  /** Moves the clock of the duties to an instant in Shanghai time. Everything due on the way happens. */
  async travelTo(reading: string): Promise<void> {
    const { now } = await this.handle.query(dutiesQuery);
    await fastForward(temporal.client, this.handle.workflowId, shanghai(reading) - now);
  }

  /** Every duty as pages list it: `W1 PSB OPEN until 2026-04-10 23:59:59`. */
  async listed(): Promise<string[]> {
    const listed = await listDuties(store.db, { orderId: this.orderId });
    return listed.map(({ websiteId, kind, state, due }) =>
      [websiteId, kind, state, ...(due === undefined ? [] : ['until', reading(due.at)])].join(' '),
    );
  }

  /** When each N-18 was sent, and whether it was a reminder or said overdue. */
  async reminders(): Promise<string[]> {
    const messages = await this.messages();
    return messages
      .filter(({ channel }) => channel === 'IN_APP')
      .map(({ at, params }) => {
        const { facts } = params as { facts: { variant: string; days?: number; obligations: { name: string }[] } };
        return `${reading(at)} ${facts.obligations[0]?.name} ${facts.days ?? facts.variant}`;
      });
  }

  async messages() {
    return (await listOf(store.db, store.vault, this.orderId)).filter(({ code }) => code === 'N-18');
  }

  /** The audit trail of the duties, without the completion. */
  async trail(): Promise<string[]> {
    const history = await readHistory(store.db, store.vault, this.orderId);
    return history
      .slice(1)
      .map(({ action, outcome, reason, detail }) => `${action}: ${reason ?? outcome} ${detail ?? ''}`.trimEnd());
  }

  async tasks(): Promise<string[]> {
    return (await listTasks(store.db, { caseId: this.orderId })).tasks.map(({ kind }) => kind);
  }

  async end(): Promise<void> {
    await this.handle.terminate('the test is over');
  }
}

const reading = (at: Instant): string => formatInstant(at).slice(0, 19).replace('T', ' ');

describe('the PSB filing', () => {
  test.concurrent(
    'A-053 is due 30 days after the number, with reminders 15, 7 and 1 days before and one message when overdue',
    async () => {
      const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
      await duties.travelTo('2026-06-30 12:00');
      expect(await duties.listed()).toEqual(['W1 PSB OVERDUE until 2026-04-10 23:59:59', 'W1 FOOTER OPEN']);
      expect(await duties.reminders()).toEqual([
        '2026-03-26 10:00:00 PSB 15',
        '2026-04-03 10:00:00 PSB 7',
        '2026-04-09 10:00:00 PSB 1',
        '2026-04-10 23:59:59 PSB OVERDUE',
      ]);
      expect(await duties.report('psbSubmitted')).toBe('APPLIED');
      expect(await duties.listed()).toContain('W1 PSB SUBMITTED until 2026-04-10 23:59:59');
      await duties.end();
    },
  );

  test.concurrent(
    'C14 begins with a task when its first step can never be written, and by itself once it can',
    async () => {
      let mend = async (): Promise<unknown> => undefined;
      const beforeStart = async (orderId: OrderId): Promise<void> => {
        mend = await refuseToWrite(store.db, { orderId, action: 'openObligations' });
      };
      const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11', beforeStart });
      expect(await duties.report('psbSubmitted')).toBe('NOT_WRITABLE');
      expect(await duties.tasks()).toEqual(['STEP_NOT_WRITTEN']);
      await mend();
      await duties.travelTo('2026-03-13 10:25');
      expect(await duties.report('psbSubmitted')).toBe('APPLIED');
      expect(await duties.trail()).toEqual([
        'openObligations: NOT_WRITABLE',
        'psbSubmitted: NOT_WRITABLE',
        expect.stringMatching(/^openObligations: APPLIED/),
        expect.stringMatching(/^psbSubmitted: APPLIED/),
      ]);
      await duties.end();
    },
  );

  test.concurrent(
    'C14 of one website goes on when the step of another can never be written, which becomes a task and is tried again',
    async () => {
      const form = individual();
      const W1 = form.websites['W1'] ?? {};
      const two = { ...form, websites: { W1, W2: { ...W1, domain: 'second-example.cn' } } };
      const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11', form: two });
      const mend = await refuseToWrite(store.db, { orderId: duties.orderId, action: 'overdue' });
      await duties.travelTo('2026-04-11 00:30');
      expect(await duties.tasks()).toEqual(['STEP_NOT_WRITTEN']);
      expect(await duties.report('psbSubmitted', { websiteId: 'W2' })).toBe('APPLIED');
      expect(await duties.listed()).toContain('W1 PSB OPEN until 2026-04-10 23:59:59');
      await mend();
      await duties.travelTo('2026-04-11 02:30');
      expect(await duties.listed()).toContain('W1 PSB OVERDUE until 2026-04-10 23:59:59');
      expect((await duties.trail()).filter((entry) => entry.startsWith('overdue'))).toEqual([
        expect.stringMatching(/^overdue: NOT_WRITABLE/),
        expect.stringMatching(/^overdue: NOT_WRITABLE/),
        expect.stringMatching(/^overdue: APPLIED/),
      ]);
      await duties.end();
    },
  );

  test.concurrent('A-053 has no more reminders once it is submitted', async () => {
    const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
    await duties.travelTo('2026-03-27 09:00');
    expect(await duties.report('psbSubmitted')).toBe('APPLIED');
    await duties.travelTo('2026-06-30 12:00');
    expect(await duties.reminders()).toEqual(['2026-03-26 10:00:00 PSB 15']);
    await duties.end();
  });

  test.concurrent('A-064 that is approved on 03-27 makes the icon due on 04-26', async () => {
    const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
    await duties.travelTo('2026-03-28 09:00');
    expect(await duties.report('psbApproved', { websiteId: 'W1', approvedOn: '2026-03-27' })).toBe('APPLIED');
    expect(await duties.listed()).toEqual([
      'W1 PSB APPROVED until 2026-04-10 23:59:59',
      'W1 PSB_ICON OPEN until 2026-04-26 23:59:59',
      'W1 FOOTER OPEN',
    ]);
    await duties.end();
  });
});

test.concurrent('A-168 timeline (a), rows 14 to 19: an individual goes from the number to the icon', async () => {
  const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-12' });
  await duties.travelTo('2026-03-16 10:00');
  expect(await duties.listed()).toEqual(['W1 PSB OPEN until 2026-04-11 23:59:59', 'W1 FOOTER OPEN']);
  expect(await duties.report('footerConfirmed')).toBe('APPLIED');
  await duties.travelTo('2026-03-20 10:00');
  expect(await duties.report('psbSubmitted')).toBe('APPLIED');
  await duties.travelTo('2026-03-31 16:00');
  expect(await duties.report('psbApproved', { websiteId: 'W1', approvedOn: '2026-03-31' })).toBe('APPLIED');
  expect(await duties.listed()).toContain('W1 PSB_ICON OPEN until 2026-04-30 23:59:59');
  await duties.travelTo('2026-04-20 10:00');
  expect(await duties.reminders()).toEqual(['2026-04-15 10:00:00 PSB_ICON 15']);
  expect(await duties.report('psbIconConfirmed')).toBe('APPLIED');

  await expect(duties.handle.result()).resolves.toEqual({ obligations: 3 });
  expect(await duties.listed()).toEqual([
    'W1 PSB APPROVED until 2026-04-11 23:59:59',
    'W1 PSB_ICON SHOWN until 2026-04-30 23:59:59',
    'W1 FOOTER DONE',
  ]);
  expect(await duties.trail()).toEqual([
    'openObligations: APPLIED W1 FOOTER OPEN; W1 PSB OPEN',
    'footerConfirmed: APPLIED W1 FOOTER OPEN → DONE',
    'psbSubmitted: APPLIED W1 PSB OPEN → SUBMITTED',
    'psbApproved: APPLIED W1 PSB SUBMITTED → APPROVED; W1 PSB_ICON OPEN',
    'reminder: APPLIED W1 PSB_ICON OPEN → OPEN',
    'psbIconConfirmed: APPLIED W1 PSB_ICON OPEN → SHOWN',
  ]);
});

test.concurrent(
  'N-18 goes to site head and account by email and in-app, and names the website by its number',
  async () => {
    const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
    await duties.travelTo('2026-03-27 09:00');
    const messages = await duties.messages();
    expect(messages.map(({ channel, recipient }) => `${channel} ${recipient}`).toSorted()).toEqual([
      'EMAIL account',
      'EMAIL siteHeads',
      'IN_APP account',
    ]);
    expect(await duties.report('footerConfirmed')).toBe('APPLIED');
    expect(await duties.report('psbApproved', { websiteId: 'W1', approvedOn: '2026-03-27' })).toBe('APPLIED');
    expect(await duties.report('psbIconConfirmed')).toBe('APPLIED');
    await duties.handle.result();
    const sent = parties.email.sent.filter(({ text }) => text.includes(`${duties.entityNumber}-1`));
    expect(sent).toHaveLength(2);
    expect(sent[0]?.text).toMatch(/公安联网备案[^]*15个自然日[^]*2026年4月10日 23:59:59/);
  },
);

describe('the duties of an order', () => {
  test.concurrent(
    'A-166 include a PSB filing for each of two websites, each with its own reminders, and end with the removal',
    async () => {
      const duties = await complete({ at: '2026-05-06 10:00', issuedOn: '2026-04-29', form: enterprise('SD') });
      await duties.travelTo('2026-05-06 11:00');
      expect(await duties.listed()).toEqual([
        'W1 PSB OPEN until 2026-05-29 23:59:59',
        'W2 PSB OPEN until 2026-05-29 23:59:59',
        'W1 FOOTER OPEN',
        'W2 FOOTER OPEN',
      ]);
      expect(await duties.report('websiteRemoved', { websiteId: 'W2' }, { as: 'operator' })).toBe('APPLIED');
      await duties.travelTo('2026-05-15 11:00');
      expect(await duties.reminders()).toEqual(['2026-05-14 10:00:00 PSB 15']);
      expect(await duties.report('websiteRemoved', { websiteId: 'W1' }, { as: 'operator' })).toBe('APPLIED');
      await expect(duties.handle.result()).resolves.toEqual({ obligations: 4 });
      expect((await duties.listed()).every((listed) => listed.includes('REMOVED'))).toBe(true);
    },
  );

  test.concurrent(
    'A-052 A-062 include a licence where a website earns money and a copyright notice in Jiangsu, never overdue',
    async () => {
      const form = enterprise('JS');
      const duties = await complete({
        at: '2026-03-13 09:20',
        issuedOn: '2026-03-12',
        form: { ...form, websites: { W1: { ...form.websites['W1'], incomeGenerating: true } } },
      });
      await duties.travelTo('2026-03-14 09:20');
      expect(await duties.report('psbSubmitted')).toBe('APPLIED');
      await duties.travelTo('2027-03-13 09:20');
      expect(await duties.listed()).toEqual([
        'W1 PSB SUBMITTED until 2026-04-11 23:59:59',
        'W1 COPYRIGHT OPEN',
        'W1 FOOTER OPEN',
        'W1 LICENCE OPEN',
      ]);
      expect(await duties.report('licenceUploaded')).toBe('APPLIED');
      expect(await duties.report('copyrightConfirmed')).toBe('APPLIED');
      expect(await duties.reminders()).toEqual([]);
      await duties.end();
    },
  );
});

describe('a report or signal that is not applied', () => {
  test.concurrent('is a repeated report, with one outcome and one row in the trail', async () => {
    const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
    const actionId = randomUUID();
    expect(await duties.report('footerConfirmed', { websiteId: 'W1' }, { actionId })).toBe('APPLIED');
    expect(await duties.report('footerConfirmed', { websiteId: 'W1' }, { actionId })).toBe('APPLIED');
    expect(await duties.report('footerConfirmed')).toBe('ALREADY_DONE');
    const trail = await duties.trail();
    expect(trail.filter((line) => line.startsWith('footerConfirmed: APPLIED'))).toHaveLength(1);
    await duties.end();
  });

  test.concurrent(
    'has the wrong role, the wrong website or the wrong form, and is refused with its reason',
    async () => {
      const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
      expect(await duties.report('psbSubmitted', { websiteId: 'W1' }, { as: 'reviewer' })).toBe('ROLE_NOT_ALLOWED');
      expect(await duties.report('websiteRemoved')).toBe('ROLE_NOT_ALLOWED');
      expect(await duties.report('psbSubmitted', { websiteId: 'W7' })).toBe('UNKNOWN_OBLIGATION');
      expect(await duties.report('psbIconConfirmed')).toBe('UNKNOWN_OBLIGATION');
      expect(await duties.report('psbApproved', { websiteId: 'W1', approvedOn: '2026-04-01' })).toBe('MALFORMED');
      expect(await duties.report('psbApproved', { websiteId: 'W1', approvedOn: 'yesterday' })).toBe('MALFORMED');
      expect(await duties.listed()).toEqual(['W1 PSB OPEN until 2026-04-10 23:59:59', 'W1 FOOTER OPEN']);
      await duties.end();
    },
  );

  test.concurrent('is garbage or a cancel request, and is written down, refused and shown to an operator', async () => {
    const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
    await duties.handle.signal('footerConfirmed', 'done!');
    await duties.handle.signal('psbSubmitted');
    await duties.handle.signal('somethingElse', {
      actionId: 'hand-made-1',
      actor: { id: 'x', role: 'operator', door: 'temporal' },
    });
    expect(await duties.outcome('hand-made-1')).toBe('UNKNOWN_ACTION');
    const byHand = { actionId: 'by-hand-1', actor: { id: 'O1', role: 'operator', door: 'temporal' } };
    await new Client({ connection: temporal.client.connection }).workflow
      .getHandle(duties.handle.workflowId)
      .signal('footerConfirmed', { ...byHand, data: { websiteId: 'W1' } });
    expect(await duties.outcome('by-hand-1')).toBe('ASKED_BY_HAND');
    const unasked = { actionId: 'api:O1:unasked', actor: { id: 'O1', role: 'operator', door: 'api' } } as const;
    await duties.handle.signal(dutySignalOf('footerConfirmed'), { ...unasked, data: { websiteId: 'W1' } });
    expect(await duties.outcome('api:O1:unasked')).toBe('NOT_ASKED_FOR');
    expect(await duties.listed()).toContain('W1 FOOTER OPEN');
    await duties.handle.cancel();
    expect(await duties.report('footerConfirmed')).toBe('APPLIED');
    expect(await duties.report('psbSubmitted')).toBe('APPLIED');
    const trail = await duties.trail();
    expect(trail).toContain('footerConfirmed: MALFORMED');
    expect(trail).toContain('psbSubmitted: MALFORMED');
    expect(trail.some((line) => line.startsWith('cancel: NO_EFFECT'))).toBe(true);
    expect((await duties.tasks()).toSorted()).toEqual(['ASKED_BY_HAND', 'MALFORMED_SIGNAL', 'NOT_ASKED_FOR']);
    await duties.end();
  });
});

test.concurrent(
  'duties that go on in new runs send each reminder once, and a repeated report has one outcome',
  async () => {
    const goesOnAfter = { events: 1_000, signals: 2 };
    const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11', goesOnAfter });
    const actionId = randomUUID();
    expect(await duties.report('footerConfirmed', { websiteId: 'W1' }, { actionId })).toBe('APPLIED');
    for (let said = 0; said < 3; said += 1) expect(await duties.report('footerConfirmed')).toBe('ALREADY_DONE');
    await duties.travelTo('2026-04-04 10:00');
    for (let said = 0; said < 3; said += 1) expect(await duties.report('footerConfirmed')).toBe('ALREADY_DONE');
    expect(await duties.report('footerConfirmed', { websiteId: 'W1' }, { actionId })).toBe('APPLIED');
    await duties.travelTo('2026-04-11 10:00');
    expect(await duties.report('psbApproved', { websiteId: 'W1', approvedOn: '2026-04-10' })).toBe('APPLIED');
    expect(await duties.report('psbIconConfirmed')).toBe('APPLIED');
    expect(await duties.handle.result()).toEqual({ obligations: 3 });

    expect(await duties.reminders()).toEqual([
      '2026-03-26 10:00:00 PSB 15',
      '2026-04-03 10:00:00 PSB 7',
      '2026-04-09 10:00:00 PSB 1',
      '2026-04-10 23:59:59 PSB OVERDUE',
    ]);
    const trail = await duties.trail();
    expect(trail.filter((line) => line.startsWith('footerConfirmed: APPLIED'))).toHaveLength(1);
    expect(trail.filter((line) => line.startsWith('footerConfirmed: ALREADY_DONE'))).toHaveLength(6);
    expect((await runsOf(temporal.client, duties.handle.workflowId)).length).toBeGreaterThan(2);
  },
);

test('a step that is tried again is written once, and the audit trail is whole', async () => {
  const duties = await complete({ at: '2026-03-13 09:20', issuedOn: '2026-03-11' });
  expect(await duties.report('footerConfirmed')).toBe('APPLIED');
  await duties.end();
  const { db, vault } = store;
  const [duty] = await listDuties(db, { orderId: duties.orderId });
  if (duty === undefined) throw new Error('there is no duty');
  const cause = {
    actor: { id: 'o', role: 'operator', door: 'api' },
    action: 'psbSubmitted',
    outcome: 'APPLIED',
  } as const;
  const step = {
    orderId: duties.orderId,
    seq: 3,
    at: shanghai('2026-03-14 09:00'),
    cause,
    changed: [{ ...duty, state: 'SUBMITTED' as const }],
    notices: [],
    tasks: [],
  };
  const answers = await Promise.all([1, 2, 3].map(() => writeDutiesStep(db, vault, step, [])));
  expect(answers).toEqual([1, 2, 3].map(() => ({ messages: false })));
  expect((await duties.trail()).filter((line) => line.startsWith('psbSubmitted'))).toHaveLength(1);
  expect((await verifyChains(db)).faults).toEqual([]);
});
