/** The round of face checks brings results to filings, also when no callback comes (R-AUTH-8, A-154). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AskPersonError, RetryableError } from '../../adapters/delivery-faults.ts';
import { instant } from '../../domain/time/instant.ts';
import { personFingerprint } from '../../domain/proofs/person-fingerprint.ts';
import { finishSession, readSession, startSession } from '../../store/proofs/face-checks.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { filingIn, JOURNEY_POLICIES } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
beforeEach(() => {
  desk.parties.liveness.trouble = undefined;
});
afterAll(() => desk.close());

const MINUTE = 60_000;
const RETRY = { status: 'FAIL', cause: 'PERSON', reason: '2016', tries: 'LEFT' } as const;

/** A check that P1 has opened, with a link that is valid for this time from now on. */
async function opened(filing: TestFiling, { minutes = 120 } = {}): Promise<string> {
  const { form } = await filing.order();
  const vendorReference = `face-${randomUUID()}`;
  await startSession(desk.database, desk.vault, {
    orderId: filing.orderId,
    personId: 'P1',
    personFingerprint: personFingerprint(form?.people['P1'] ?? {}),
    vendorReference,
    at: await filing.now(),
    linkUntil: instant(Date.now() + minutes * MINUTE),
  });
  return vendorReference;
}

const round = (): Promise<{ asked: number; told: number; problems: string[] }> =>
  desk.client.workflow.execute('faceCheckRound', { workflowId: randomUUID(), taskQueue: desk.taskQueue });
const session = (vendorReference: string) => readSession(desk.database, desk.vault, { vendorReference });
const results = async (filing: TestFiling) =>
  (await filing.history()).filter(({ action }) => action === 'livenessResult').length;

test('A-154 a pass that no callback announced moves the draft on', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  desk.parties.liveness.results.set(await opened(filing), { status: 'PASS' });
  expect(await round()).toMatchObject({ asked: 1, told: 1, problems: [] });
  await filing.reaches('CONFIRMATION');
  expect(await round()).toMatchObject({ asked: 0, told: 0 });
});

test('a fail counts once the link is over, and only once', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const reference = await opened(filing);
  desk.parties.liveness.results.set(reference, RETRY);
  expect(await round()).toMatchObject({ asked: 1, told: 0 });
  expect(await session(reference)).toMatchObject({ status: 'STARTED' });

  const late = await opened(filing, { minutes: -1 });
  desk.parties.liveness.results.set(late, RETRY);
  expect(await round()).toMatchObject({ asked: 1, told: 1 });
  await filing.happens('livenessResult');
  await round();
  expect(await results(filing)).toBe(1);
  expect((await filing.order()).progress?.livenessFails).toEqual({ P1: 1 });
});

test('a check that nobody took expires without a signal to the filing', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const reference = await opened(filing, { minutes: -11 });
  expect(await round()).toMatchObject({ asked: 1, told: 0 });
  expect(await session(reference)).toMatchObject({ status: 'EXPIRED', cause: 'LINK_EXPIRED' });
  expect(await results(filing)).toBe(0);
});

test('a person who cannot be compared with a register may be allowed the photo at once', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const noPhoto = { status: 'FAIL', cause: 'NOT_POSSIBLE', reason: '2007', tries: 'OVER' } as const;
  desk.parties.liveness.results.set(await opened(filing), noPhoto);
  await round();
  await filing.happens('livenessResult');
  expect(await filing.told('I-2')).toHaveLength(1);
  expect(await filing.act('allowPhoto', { personId: 'P1' }, { by: 'R1' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test('a result left unacknowledged by a crash is told in the next round, without asking again', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const reference = await opened(filing);
  await finishSession(desk.database, desk.vault, reference, { status: 'PASSED', at: await filing.now() });
  await round();
  await filing.reaches('CONFIRMATION');
  expect(desk.parties.liveness.asked).not.toContain(reference);
  expect(await session(reference)).toMatchObject({ unacknowledged: false });
});

test('A-144 a result for an order that has ended is written into its history and not told again', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const reference = await opened(filing);
  await filing.act('abandon');
  await filing.handle.result();
  desk.parties.liveness.results.set(reference, { status: 'PASS' });
  expect(await round()).toMatchObject({ told: 1 });
  expect(await results(filing)).toBe(1);
  expect(await round()).toMatchObject({ told: 0 });
});

test('a vendor that does not answer is asked again later, until it no longer keeps the result', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const reference = await opened(filing);
  desk.parties.liveness.trouble = new RetryableError('down');
  expect(await round()).toMatchObject({ asked: 1, problems: ['RetryableError'] });
  expect(await session(reference)).toMatchObject({ status: 'STARTED' });
  expect(await round()).toMatchObject({ asked: 0 }); // The check is due again in a minute.

  const forgotten = await opened(filing, { minutes: -73 * 60 });
  expect(await round()).toMatchObject({ asked: 1, problems: [] });
  expect(await session(forgotten)).toMatchObject({ status: 'EXPIRED', cause: 'VENDOR_FAULT' });
});

test('a fault of the account at the vendor opens a task for the operators', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  await opened(filing);
  desk.parties.liveness.trouble = new AskPersonError('not set up', 'UnauthorizedOperation.Arrears');
  expect(await round()).toMatchObject({ problems: ['AskPersonError UnauthorizedOperation.Arrears'] });
  expect(await filing.tasks()).toEqual(['FACE_CHECK_NEEDS_PERSON']);
});

test('a check that cannot be read is set aside with a task, and is not taken up by the next round', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const [unreadable, other] = [await opened(filing), await opened(filing)];
  await desk.database
    .updateTable('liveness_sessions')
    .set({ person_fingerprint: Buffer.from('nobody can open this') })
    .where('vendor_reference', '=', unreadable)
    .execute();
  await round();
  expect(desk.parties.liveness.asked).toContain(other);
  expect(desk.parties.liveness.asked).not.toContain(unreadable);
  expect(await filing.tasks()).toEqual(['OWED_WORK_STUCK']);
  expect(await round()).toMatchObject({ asked: 0, problems: [] });
});

test('a result that the filing does not take waits longer after each try, and keeps no place in the rounds between', async () => {
  const filing = await filingIn(desk, 'AUTHENTICITY_PENDING');
  const reference = await opened(filing);
  await filing.handle.terminate('a filing that takes no signals');
  await finishSession(desk.database, desk.vault, reference, { status: 'PASSED', at: await filing.now() });
  expect(await round()).toMatchObject({ told: 1 });
  expect(await round()).toMatchObject({ told: 0 });
  expect(await session(reference)).toMatchObject({ unacknowledged: true });
});
