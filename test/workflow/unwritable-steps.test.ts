/** What can never be written down becomes a task, and does not hold up the message behind it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createRefuseBeforeFirstStep } from '../../activities/processes/refuse-before-first-step.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, sync } from '../support/desk/journey.ts';
import { WorkflowContinuedAsNewError } from '@temporalio/client';
import type { TestFiling } from '../support/desk/test-filing.ts';
import { refuseToWrite } from '../support/desk/unwritable.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test('C14 a signal with a text that Postgres refuses is refused with a task, and the right one is taken', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  for (const domain of ['a\u0000b.cn', 'a\ud800.cn']) {
    const websites = [{ domain, number: '粤ICP备12345678号-1' }];
    expect(await filing.party('recordSynced', { entityNumber: '粤ICP备12345678号', websites }, 'miit')).toBe(
      'MALFORMED',
    );
  }
  expect(await filing.tasks()).toContain('MALFORMED_SIGNAL');
  expect(await sync(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

test('C14 an action whose step fails thrice becomes a task, and the next one is taken', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  const number = '粤ICP备88888801号';
  await sql`create function refuse_number() returns trigger language plpgsql as ${sql.lit(
    `begin if new.number = '${number}' then raise exception 'refused' using errcode = 'P0001'; end if; return new; end`,
  )}`.execute(desk.database);
  await sql`create trigger refuse_number before insert on record_entities for each row execute function refuse_number()`.execute(
    desk.database,
  );
  expect(await filing.party('recordSynced', await numbersFor(filing, number), 'miit')).toBe('NOT_WRITABLE');
  expect(await filing.tasks()).toContain('STEP_NOT_WRITTEN');
  expect(await sync(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

test('C14 an action whose step a table refuses for good is refused with a task, and the next one is taken', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  const refused = '粤ICP备99999999号';
  await sql`alter table record_entities add constraint refused check (number <> ${sql.lit(refused)})`.execute(
    desk.database,
  );
  const numbers = await numbersFor(filing, refused);
  expect(await filing.party('recordSynced', numbers, 'miit')).toBe('NOT_WRITABLE');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
  expect(await filing.tasks()).toContain('STEP_NOT_WRITTEN');
  expect(await sync(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

/** What became of one action, each time: `NOT_WRITABLE`, `APPLIED`. */
async function trailOf(filing: TestFiling, action: string): Promise<string[]> {
  const entries = (await filing.history()).filter((entry) => entry.action === action);
  return entries.map(({ outcome, reason }) => reason ?? outcome);
}

test('C14 a first step that can never be written becomes a task, what arrives is answered, and the filing begins once it can', async () => {
  let mend = async (): Promise<unknown> => undefined;
  const filing = await desk.open({
    form: smallEnterprise(),
    at: '2026-04-13 10:00',
    filled: 'nothing',
    goesOnAfter: { events: 1_000, signals: 2 },
    async beforeStart(orderId) {
      mend = await refuseToWrite(desk.database, { orderId, action: 'opened' });
    },
  });
  await filing.happens('opened');
  expect(await trailOf(filing, 'opened')).toEqual(['NOT_WRITABLE']);
  expect(await filing.tasks()).toEqual(['STEP_NOT_WRITTEN']);
  const { runId } = await filing.handle.describe();
  const note = () => filing.act('annotate', { note: 'Somebody looks at it.' }, { by: 'O1' });
  expect([await note(), await note(), await note()]).toEqual(['NOT_WRITABLE', 'NOT_WRITABLE', 'NOT_WRITABLE']);
  const firstRun = desk.client.workflow.getHandle(filing.orderId, runId, { followRuns: false });
  await expect(firstRun.result()).rejects.toThrow(WorkflowContinuedAsNewError);
  await filing.travelTo('2026-04-13 13:05');
  // An hour after the first try, and two hours after the second.
  expect(await trailOf(filing, 'opened')).toEqual(['NOT_WRITABLE', 'NOT_WRITABLE', 'NOT_WRITABLE']);
  await mend();
  expect(await note()).toBe('APPLIED');
  expect((await trailOf(filing, 'opened')).at(-1)).toBe('APPLIED');
  expect(await verifyChains(desk.database, desk.vault.auditMac)).toMatchObject({ faults: [] });
});

test('C14 a refusal before the first step is written once, however often it is tried', async () => {
  const filing = await desk.open({ form: smallEnterprise(), at: '2026-04-13 10:00', filled: 'nothing' });
  await filing.happens('opened');
  const refuse = createRefuseBeforeFirstStep(desk);
  const at = shanghai('2026-04-13 10:01');
  const actor = { id: 'O1', role: 'operator', door: 'api' } as const;
  const ofItself = { actor, action: 'expire', outcome: 'REFUSED', reason: 'NOT_WRITABLE' } as const;
  const asked = { ...ofItself, action: 'annotate', actionId: 'asked once' as ActionId };
  for (const cause of [ofItself, ofItself, asked, asked]) {
    await refuse({ orderId: filing.orderId, at, cause, tasks: ['STEP_NOT_WRITTEN'] });
  }
  expect(await trailOf(filing, 'expire')).toEqual(['NOT_WRITABLE']);
  expect(await trailOf(filing, 'annotate')).toEqual(['NOT_WRITABLE']);
});

test('C14 a due instant whose step can never be written becomes a task, holds nothing up, and is written once it can be', async () => {
  const filing = await filingIn(desk, 'PRELIM_REJECTED');
  const mend = await refuseToWrite(desk.database, { orderId: filing.orderId, action: 'reminder' });
  await filing.travelTo('2026-03-16 10:05');
  expect(await trailOf(filing, 'reminder')).toEqual(['NOT_WRITABLE']);
  expect(await filing.tasks()).toEqual(['STEP_NOT_WRITTEN']);
  expect(await filing.act('annotate', { note: 'Somebody looks at it.' }, { by: 'O1' })).toBe('APPLIED');
  await mend();
  await filing.travelTo('2026-03-16 11:05');
  expect(await trailOf(filing, 'reminder')).toEqual(['NOT_WRITABLE', 'APPLIED']);
});

test('C14 a due instant behind one that can never be written comes in its time', async () => {
  const filing = await filingIn(desk, 'SMS_PENDING');
  await refuseToWrite(desk.database, { orderId: filing.orderId, action: 'smsReminder' });
  const end = await filing.due('sms');
  await filing.travelTo(end ?? '');
  await filing.reaches('RESUBMIT_WAIT');
  // Due after 12 hours; tried again an hour later, two hours after that, and four after that.
  expect(await trailOf(filing, 'smsReminder')).toEqual(Array.from({ length: 4 }, () => 'NOT_WRITABLE'));
});

test('C14 an event of the own work whose step can never be written becomes a task, and the next action is taken', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  await refuseToWrite(desk.database, { orderId: filing.orderId, action: 'handOverStuck' });
  desk.parties.bureau.turns.set(filing.orderId, ['refuse']);
  expect(await filing.act('forwardToBureau', {}, { by: 'R2' })).toBe('APPLIED');
  await filing.happens('handOverStuck');
  expect(await trailOf(filing, 'handOverStuck')).toEqual(['NOT_WRITABLE']);
  expect(await filing.tasks()).toEqual(['STEP_NOT_WRITTEN']);
  expect(await filing.act('annotate', { note: 'Somebody looks at it.' }, { by: 'O1' })).toBe('APPLIED');
});

test('C14 an erasure whose step can never be written becomes a task, and is tried again', async () => {
  const filing = await filingIn(desk, 'EXPIRED');
  expect(await filing.due('kept')).toBe('2027-04-23 23:59:59');
  const mend = await refuseToWrite(desk.database, { orderId: filing.orderId, action: 'erase' });
  await filing.travelTo('2027-04-24 01:30');
  expect(await filing.stage()).toBe('ABANDONED');
  expect(await trailOf(filing, 'erase')).toContain('NOT_WRITABLE');
  expect(await filing.tasks()).toContain('STEP_NOT_WRITTEN');
  expect((await filing.order()).form).toBeDefined();
  await mend();
  await filing.travelTo('2027-04-24 04:30');
  expect((await filing.order()).form).toBeUndefined();
});
