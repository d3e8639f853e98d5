/**
 * Records histories of filings for the replay test, with the workflow code as it is now.
 *
 *     npm run record-histories
 *
 * Histories that are in the repository stand for filings that are under way at customers: record anew only what was
 * never released. They are encrypted under the tests' own payload key, and their people are invented.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { fetcherId, senderId } from '../domain/bureau/exchange.ts';
import { projectFolder } from '../stack/state/folders.ts';
import { fastForward } from '../runtime/time-skipping.ts';
import { dutiesWorkflowId } from '../workflows/messages/duties.ts';
import { REDELIVERY_WORKFLOW, redeliveryWorkflowId, type RedeliveryInput } from '../workflows/messages/redelivery.ts';
import { enterprise, individual, smallEnterprise } from './support/orders/applicants.ts';
import { applied, atBureau, atSms, everybodyVerifies, numbersFor, smsSent } from './support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from './support/desk/desk.ts';
import { lookInto, resetToTheBeginning } from './support/desk/mending.ts';
import { type TestFiling } from './support/desk/test-filing.ts';
import { startExchange } from './support/miit/exchange-uploads.ts';
import { ticked } from './support/desk/ticked.ts';
import { openTransfer } from './support/desk/transfers.ts';
import globalSetup from './support/global-setup.ts';
import { runsOf, type RecordedRun } from './support/desk/runs.ts';
import { accessCancelled, entityChanged, entityRemoved, websiteRemoved } from './support/histories/from-record.ts';
import { inspectionPutRight } from './support/histories/inspection.ts';
import {
  alarmHeld,
  anySubject,
  checklistTicked,
  firstStepHeld,
  textsRefused,
  warningNoted,
} from './support/histories/refused-then-taken.ts';
import { historyToText, recordedHistories } from './support/histories/histories.ts';

const folder = join(projectFolder, 'test', 'histories');
const OPENED = '2026-04-13 10:00';
/** Past the reminders and the due instant of the first duties (R-PSB: 30 days). */
const UNTIL_DUTIES_ARE_DUE = 32 * 24 * 3_600_000;

/** An individual files, nothing goes wrong. */
async function individualCompleted(desk: Desk): Promise<TestFiling> {
  const filing = await atBureau(desk, { form: individual(), at: OPENED });
  await filing.travelTo('2026-04-29 15:00');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, '粤ICP备2026000501号'), 'miit'));
  return filing;
}

/** Two site heads, one of them too late: returned by MIIT, handed over again a day later. */
async function enterpriseResubmitted(desk: Desk): Promise<TestFiling> {
  const filing = await atSms(desk, { form: enterprise(), at: OPENED });
  await applied(filing.party('smsVerified', { personId: 'P1' }, 'miit'));
  await filing.travelTo('2026-04-14 11:00');
  await applied(filing.act('callOutcome', { outcome: 'REACHED_NO_CHANGE' }, { by: 'R1' }));
  await filing.travelTo('2026-04-15 10:05:01');
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, '2026-04-15 10:10');
  await everybodyVerifies(filing);
  await filing.travelTo('2026-05-14 10:00');
  await applied(filing.party('recordSynced', await numbersFor(filing, '鲁ICP备2026000502号'), 'miit'));
  return filing;
}

/** The bureau decides on each website: one is filed, the other comes back, goes on alone and gets duties of its own. */
async function decidedApart(desk: Desk): Promise<TestFiling> {
  const form = enterprise('SX');
  const filing = await atBureau(desk, { form, at: OPENED });
  const about = (decision: object) => applied(filing.party('bureauDecision', decision, 'bureau'));
  const synced = async (websiteId: string) =>
    applied(
      filing.party(
        'recordSynced',
        {
          entityNumber: '晋ICP备2026000504号',
          websites: [
            {
              websiteId,
              domain: form.websites[websiteId]?.domain ?? '',
              number: `晋ICP备2026000504号-${websiteId.slice(1)}`,
            },
          ],
        },
        'miit',
      ),
    );
  const items = [{ path: 'websites.W2.name', code: 'NAME_UNCLEAR', advice: 'Say what the website is about.' }];
  await about({ decision: 'APPROVED', issuedOn: '2026-04-29', websites: ['W1'] });
  await about({ decision: 'REJECTED', items, websites: ['W2'] });
  await synced('W1');
  await filing.delivered();
  desk.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', ticked, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  await about({ decision: 'APPROVED', issuedOn: '2026-05-20' });
  await synced('W2');
  return filing;
}

/** Rejected by the provider, corrected, photographed before a backdrop, originals posted; rejected by the bureau, given up. */
async function photoAndMail(desk: Desk): Promise<TestFiling> {
  const filing = await desk.open({ form: smallEnterprise('AH'), at: OPENED });
  const items = [{ path: 'websites.W1.name', code: 'NAME_UNCLEAR', advice: 'Say what the website is about.' }];
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('claim', {}, { by: 'R1' }));
  await applied(filing.act('reject', { items }, { by: 'R1' }));
  await filing.travelTo('2026-04-20 10:01');
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('requestBackdrop'));
  await applied(filing.act('backdropShipped', { trackingNumber: 'SF1234567890' }, { by: 'M1' }));
  await applied(filing.act('backdropReceived'));
  await filing.upload('backdrop-photo:P1');
  await applied(filing.act('photoUploaded'));
  await applied(filing.act('approve', {}, { by: 'R2' }));
  await applied(filing.act('mailRegistered', { courier: 'SF', trackingNumber: 'SF7654321000' }));
  await filing.travelTo('2026-04-24 10:00');
  await applied(filing.act('mailReceived', {}, { by: 'M1' }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  await applied(filing.party('bureauDecision', { decision: 'REJECTED', items }, 'bureau'));
  await applied(filing.act('abandon'));
  return filing;
}

/** Served provisionally while originals are posted and the bureau decides; the record has it in the end. */
async function transferCompleted(desk: Desk): Promise<TestFiling> {
  const filing = await openTransfer(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('requestMail', {}, { by: 'R1' }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await filing.travelTo('2026-05-14 10:00');
  await applied(filing.act('mailReceived', {}, { by: 'M1' }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  await filing.travelTo('2026-05-30 10:00');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2021000505号'), 'miit'));
  return filing;
}

/** The 45 days are over while the customer owes a photo; expired, then given up. */
async function transferOver(desk: Desk): Promise<TestFiling> {
  const filing = await openTransfer(desk, { form: smallEnterprise('AH'), at: OPENED });
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('requestBackdrop'));
  await filing.travelTo('2026-05-29 10:00');
  await filing.reaches('EXPIRED');
  await applied(filing.act('abandon'));
  return filing;
}

/** Sent back twice, which closes the access each time, and approved three times, which opens it again. */
async function transferResubmitted(desk: Desk): Promise<TestFiling> {
  const filing = await openTransfer(desk, { form: smallEnterprise(), at: OPENED });
  const items = [{ path: 'people.P1.mobile', code: 'UNREACHABLE', advice: 'Give another number.' }];
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await filing.travelTo('2026-04-14 10:00');
  await applied(filing.act('rejectOrder', { items }, { by: 'R2' }));
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await everybodyVerifies(filing);
  await applied(filing.party('bureauDecision', { decision: 'REJECTED', items }, 'bureau'));
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await filing.travelTo('2026-04-15 12:00');
  await applied(filing.act('abandon'));
  return filing;
}

/** Still with the bureau, after garbage and a refused action; its history has no end yet. */
async function withTheBureau(desk: Desk): Promise<TestFiling> {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await filing.handle.signal('approve', 'garbage');
  await filing.handle.signal('no such action');
  await filing.act('abandon');
  await filing.travelTo('2026-05-14 10:00');
  return filing;
}

/** Asked for by hand, which does nothing; completed by numbers that two operators entered. */
async function askedByHand(desk: Desk): Promise<TestFiling> {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  const stranger = new Client({ connection: desk.client.connection });
  const actor = { id: 'O1', role: 'operator', door: 'temporal' } as const;
  const asked = { actionId: 'by-hand', actor, data: { note: 'a recording' } };
  await stranger.workflow.getHandle(filing.orderId).signal('annotate', asked);
  await filing.handle.cancel();
  await filing.happens('operatorCancel');
  const numbers = { handOver: 1, ...(await numbersFor(filing, '粤ICP备2026000504号')) };
  await applied(filing.act('recordSynced', numbers, { by: 'O1' }));
  await applied(filing.act('recordSynced', numbers, { by: 'O2' }));
  return filing;
}

const inAnhui = { scope: { province: 'AH' }, validFrom: '2026-01-01', source: 'a recording' };
const POLICIES = [
  { ...inAnhui, key: 'authenticity.method', value: 'BACKDROP' },
  { ...inAnhui, key: 'authenticity.phase', value: 'AFTER_PRELIM' },
  { ...inAnhui, key: 'mail.required', value: 'YES' },
  { ...inAnhui, scope: { province: 'SX' }, key: 'bureau.decisionScope', value: 'WEBSITE' },
];

/** So many short runs that there is one for each part of the way. */
async function goneOn(desk: Desk): Promise<TestFiling> {
  const goesOnAfter = { events: 1_000, signals: 4 };
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED, goesOnAfter });
  await filing.travelTo('2026-04-29 15:00');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, '粤ICP备2026000502号'), 'miit'));
  return filing;
}

/** A message that is sent again, although it has arrived. */
async function sentAgain(desk: Desk): Promise<WorkflowHandle> {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await filing.delivered();
  const messageId = (await filing.messages())[0]?.id ?? '';
  const input: RedeliveryInput = { messageId, by: 'O1' };
  const workflowId = redeliveryWorkflowId(messageId);
  const handle = await desk.client.workflow.start(REDELIVERY_WORKFLOW, {
    workflowId,
    taskQueue: desk.taskQueue,
    args: [input],
  });
  await handle.result();
  return handle;
}

/** Duties that reminded and are overdue. */
async function overdueDuties(desk: Desk): Promise<WorkflowHandle> {
  const filing = await individualCompleted(desk);
  await filing.handle.result();
  const duties = desk.client.workflow.getHandle(dutiesWorkflowId(filing.orderId));
  await fastForward(desk.client, duties.workflowId, UNTIL_DUTIES_ARE_DUE);
  return duties;
}

/** Reset to its beginning, then terminated and begun again from Postgres: one history of each run. */
async function setBackAndLost(desk: Desk): Promise<void> {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await filing.delivered();
  const handle = desk.client.workflow.getHandle(filing.orderId);
  await resetToTheBeginning(desk.client, filing.orderId);
  await applied(filing.act('annotate', { note: 'The filing was set back.' }, { by: 'R1' }));
  await saveHistory('set-back', await handle.fetchHistory());
  await handle.terminate('a recording');
  await lookInto(desk, filing.orderId);
  await filing.travelTo('2026-04-29 15:00');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-29' }, 'bureau'));
  await applied(filing.party('recordSynced', await numbersFor(filing, '粤ICP备2026000503号'), 'miit'));
  await handle.result();
  await saveHistory('begun-again', await handle.fetchHistory());
}

/** Sender and fetcher of an account at a bureau that fails one call in five: one history of each. */
async function exchangeWithBureau(): Promise<void> {
  const exchange = await startExchange();
  await exchange.begin({ uploads: 12, files: 3 });
  await exchange.accepted(12, 'all');
  const { workflow } = exchange.worker.client;
  await saveHistory('bureau-sender', await workflow.getHandle(senderId(exchange.name)).fetchHistory());
  await saveHistory('bureau-fetcher', await workflow.getHandle(fetcherId(exchange.name)).fetchHistory());
  await exchange.close();
}

/** Each recording, and how it comes about. */
const RECORDINGS: Readonly<Record<string, (desk: Desk) => Promise<void>>> = {
  'individual-completed': (desk) => individualCompleted(desk).then(saved('individual-completed')),
  'enterprise-resubmitted': (desk) => enterpriseResubmitted(desk).then(saved('enterprise-resubmitted')),
  'decided-apart': (desk) => decidedApart(desk).then(saved('decided-apart')),
  'photo-and-mail-rejected': (desk) => photoAndMail(desk).then(saved('photo-and-mail-rejected')),
  'transfer-completed': (desk) => transferCompleted(desk).then(saved('transfer-completed')),
  'transfer-access-over': (desk) => transferOver(desk).then(saved('transfer-access-over')),
  'transfer-resubmitted': (desk) => transferResubmitted(desk).then(saved('transfer-resubmitted')),
  'entity-removed': (desk) => entityRemoved(desk).then(saved('entity-removed')),
  'website-removed': (desk) => websiteRemoved(desk).then(saved('website-removed')),
  'access-cancelled': (desk) => accessCancelled(desk).then(saved('access-cancelled')),
  'entity-changed': (desk) => entityChanged(desk).then(saved('entity-changed')),
  'warning-noted': (desk) => warningNoted(desk).then(saved('warning-noted')),
  'checklist-ticked': (desk) => checklistTicked(desk).then(saved('checklist-ticked')),
  'any-subject': (desk) => anySubject(desk).then(saved('any-subject')),
  'alarm-held': (desk) => alarmHeld(desk).then(saved('alarm-held')),
  'first-step-held': (desk) => firstStepHeld(desk).then(saved('first-step-held')),
  'texts-refused': (desk) => textsRefused(desk).then(saved('texts-refused')),
  'asked-by-hand': (desk) => askedByHand(desk).then(saved('asked-by-hand')),
  'with-the-bureau': (desk) => withTheBureau(desk).then(saved('with-the-bureau')),
  'duties-after-approval': async (desk) =>
    saveHistory('duties-after-approval', await (await overdueDuties(desk)).fetchHistory()),
  redelivery: async (desk) => saveHistory('redelivery', await (await sentAgain(desk)).fetchHistory()),
  'inspection-put-right': async () => saveHistory('inspection-put-right', await inspectionPutRight()),
  'bureau-sender': exchangeWithBureau,
  'set-back': setBackAndLost,
  'gone-on': async (desk) => {
    const filing = await goneOn(desk);
    await filing.delivered();
    const runs = await runsOf(desk.client, filing.orderId);
    for (const [index, { history }] of runs.entries()) await saveHistory(`gone-on-${index + 1}`, history);
  },
};

const recorded: ReadonlySet<string> = new Set(recordedHistories().map(({ name }) => name));

/** Makes the recordings that are missing. Remove a file to have it made anew. */
async function record(): Promise<void> {
  const desk = await startDesk({ policies: POLICIES });
  for (const [name, make] of Object.entries(RECORDINGS)) {
    if (!recorded.has(name) && !recorded.has(`${name}-1`)) await make(desk);
  }
  await desk.close();
}

const saved =
  (name: string) =>
  async (filing: TestFiling): Promise<void> => {
    await filing.delivered();
    await saveHistory(name, await filing.handle.fetchHistory());
  };

async function saveHistory(name: string, history: RecordedRun): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.json`), historyToText(history));
  console.log(`${name}: ${history.events?.length ?? 0} events`);
}

await globalSetup();
try {
  await record();
} finally {
  await globalThis.stopTestServers?.();
}
