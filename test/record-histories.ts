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
import { Client } from '@temporalio/client';
import { projectFolder } from '../stack/state/folders.ts';
import { fastForward } from '../runtime/time-skipping.ts';
import { dutiesWorkflowId } from '../workflows/messages/duties.ts';
import { enterprise, individual, smallEnterprise } from './support/orders/applicants.ts';
import { applied, atBureau, atSms, everybodyVerifies, numbersFor, smsSent } from './support/desk/at-the-bureau.ts';
import { startDesk, type Desk, type TestFiling } from './support/desk/desk.ts';
import globalSetup from './support/global-setup.ts';
import { historyToText } from './support/histories/histories.ts';

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

/** Still with the bureau, after garbage and a refused action; its history has no end yet. */
async function withTheBureau(desk: Desk): Promise<TestFiling> {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await filing.handle.signal('approve', 'garbage');
  await filing.handle.signal('no such action');
  await filing.act('abandon');
  await filing.travelTo('2026-05-14 10:00');
  return filing;
}

const inAnhui = { scope: { province: 'AH' }, validFrom: '2026-01-01', source: 'a recording' };
const POLICIES = [
  { ...inAnhui, key: 'authenticity.method', value: 'BACKDROP' },
  { ...inAnhui, key: 'authenticity.phase', value: 'AFTER_PRELIM' },
  { ...inAnhui, key: 'mail.required', value: 'YES' },
];

async function record(): Promise<void> {
  const desk = await startDesk({ policies: POLICIES });
  const individualFiling = await individualCompleted(desk);
  const { handle } = individualFiling;
  await save('individual-completed', individualFiling);
  await save('enterprise-resubmitted', await enterpriseResubmitted(desk));
  await save('photo-and-mail-rejected', await photoAndMail(desk));
  await save('with-the-bureau', await withTheBureau(desk));
  await handle.result();
  const duties = handle.client.getHandle(dutiesWorkflowId(individualFiling.orderId));
  await fastForward(new Client({ connection: handle.client.connection }), duties.workflowId, UNTIL_DUTIES_ARE_DUE);
  await saveHistory('duties-after-approval', duties);
  await desk.close();
}

async function save(name: string, filing: TestFiling): Promise<void> {
  await filing.delivered();
  await saveHistory(name, filing.handle);
}

async function saveHistory(name: string, handle: Pick<TestFiling['handle'], 'fetchHistory'>): Promise<void> {
  const history = await handle.fetchHistory();
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
