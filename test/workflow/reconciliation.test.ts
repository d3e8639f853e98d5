/** The look that compares all that should run with all that runs, and mends the differences it finds. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { ageOfDifferences } from '../../store/processes/differences.ts';
import type { Database } from '../../store/postgres/database.ts';
import { openDutiesProcess } from '../../store/processes/process-rows.ts';
import { startReconciler, type Reconciler } from '../../usecases/reconciliation/reconciler.ts';
import { applied, atBureau, atSms, numbersFor, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { emptyTemporal, startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, JOURNEY_POLICIES } from '../support/desk/journey.ts';
import { deleteWorkflow, resetToTheBeginning, settleDependencies } from '../support/desk/mending.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import type { TestWorker } from '../support/servers/worker.ts';

let desk: Desk;
let reconciler: Reconciler;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
  reconciler = startReconciler(settleDependencies(desk), { everyMs: OFTEN });
});
afterAll(async () => {
  await reconciler.stop();
  await desk.close();
});

/** As often as once a minute in production; in milliseconds. */
const OFTEN = 500;
const OPENED = '2026-04-13 10:00';
const small = () => ({ form: smallEnterprise(), at: OPENED });

test.concurrent.each<[string, (filing: TestFiling) => Promise<unknown>]>([
  ['terminated', (filing) => filing.handle.terminate('a mistake')],
  ['deleted', (filing) => deleteWorkflow(desk.client, filing.orderId)],
])('a filing that was %s begins again by itself', async (_how, lose) => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await lose(filing);
  await filing.happens('filingBeganAgain');
  await applied(filing.act('approve', {}, { by: 'R1' }));
  expect(await filing.tasks()).toEqual(['PROCESS_BEGAN_AGAIN']);
});

test.concurrent(
  'a filing that was reset comes to stand where Postgres stands, though nobody sends it anything',
  async () => {
    const filing = await atSms(desk, small());
    await filing.delivered();
    const due = await filing.due('sms');
    await resetToTheBeginning(desk.client, filing.orderId);
    await standsAsStored(filing);
    await filing.travelTo('2026-04-14 10:06');
    await filing.reaches('RESUBMIT_WAIT');
    const ended = (await filing.history()).find(({ action }) => action === 'sms');
    expect(ended && reading(ended.at)).toBe(due);
  },
);

test.concurrent(
  'duties that were lost before they began are begun, and an order that cannot be mended keeps nobody waiting',
  async () => {
    const broken = await filingIn(desk, 'PRELIM_REVIEW');
    await openDutiesProcess(desk.database, broken.orderId, {} as never);
    const filing = await atBureau(desk, small());
    await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-14' }, 'bureau'));
    await applied(filing.party('recordSynced', await numbersFor(filing, '粤ICP备2026000701号'), 'miit'));
    await filing.happens('openObligations');
    await deleteWorkflow(desk.client, `${filing.orderId}-obligations`);
    await filing.happens('dutiesBeganAgain');
  },
);

test('filings and duties go on in a Temporal that has lost everything', async () => {
  const lost = await startDesk({ policies: JOURNEY_POLICIES });
  let empty: TestWorker | undefined;
  try {
    const draft = await lost.open({ ...small(), filled: 'nothing' });
    await applied(draft.act('edited'));
    const ready = await readyForBureau(lost, small());
    const atMiit = await atSms(lost, small());
    const approved = await atBureau(lost, small());
    await applied(approved.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-14' }, 'bureau'));
    await applied(approved.party('recordSynced', await numbersFor(approved, '粤ICP备2026000702号'), 'miit'));
    await approved.happens('openObligations');
    const dueAtMiit = await atMiit.due('sms');
    empty = await emptyTemporal(lost);
    const { client, taskQueue } = empty;
    const anew = startReconciler(settleDependencies({ ...lost, client, taskQueue }), { everyMs: OFTEN });
    const filings = [draft, ready, atMiit].map((filing) => filing.inTemporalOf(client));
    const [newDraft, newReady, newAtMiit] = filings;
    if (!newDraft || !newReady || !newAtMiit) throw new Error('there are three');
    await Promise.all(filings.map((filing) => filing.happens('filingBeganAgain')));
    await approved.happens('dutiesBeganAgain');
    await anew.stop();
    await applied(newDraft.act('abandon'));
    await applied(newReady.act('forwardToBureau', {}, { by: 'R2' }));
    await newReady.reaches('SMS_PENDING');
    expect(await newAtMiit.due('sms')).toBe(dueAtMiit);
    await newAtMiit.travelTo('2026-04-14 10:06');
    await newAtMiit.reaches('RESUBMIT_WAIT');
    expect((await verifyChains(lost.database)).faults).toEqual([]);
    await allAgree(lost.database, anew);
  } finally {
    await empty?.close();
    await lost.close();
  }
});

/** Looks again until every difference that was found is found to be over. */
async function allAgree(database: Database, looking: Reconciler): Promise<void> {
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  while ((await ageOfDifferences(database)).count > 0) {
    deadline.throwIfAborted();
    await looking.reconcile();
  }
}

/** Waits until the running process is at the last step that is written. */
async function standsAsStored(filing: TestFiling): Promise<void> {
  const stored = (await filing.history()).at(-1)?.seq;
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  for (;;) {
    const { steps } = await desk.client.workflow.getHandle(filing.orderId).query<{ steps: number }>('state');
    if (steps === stored) return;
    deadline.throwIfAborted();
    await reconciler.reconcile();
  }
}
