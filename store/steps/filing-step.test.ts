import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  later,
  MONDAY_MORNING,
  sampleActionId,
  sampleForm,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import { calendarDays, hours, type TimeOfDay } from '../../domain/time/instant.ts';
import type { Terms } from '../../domain/lifecycle/terms.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import { readHistory, readOutcome } from '../audit/history.ts';
import { consumeReservations, reservationsOf } from '../assets/instance-reservations.ts';
import { reserve } from '../assets/reserve-instance.ts';
import { attemptPending } from '../messages/attempt.ts';
import { listOf, type NewMessage } from '../messages/messages.ts';
import { holderOfPlace, releasePlace } from '../orders/place.ts';
import { readOrder } from '../orders/orders.ts';
import { lookUp } from '../records/known-here.ts';
import { findRecords } from '../records/find-records.ts';
import { writeFilingStep, type Derive, type Derived } from './filing-step.ts';
import { writtenStep } from './write-step.ts';
import { listTasks } from '../tasks/tasks.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const settings: Settings = {
  stepExpiryDays: calendarDays(45),
  draftExpiryDays: calendarDays(45),
  expiredKeepDays: calendarDays(365),
  reminderDays: [7, 15, 30].map(calendarDays),
  reminderTime: '10:00' as TimeOfDay,
  claimHours: hours(4),
  callRetryMinutes: 60,
  callMaxAttempts: 2,
  backdropShipDays: calendarDays(5),
  mailTransitDays: calendarDays(10),
  smsTimeoutHours: hours(24),
  smsReminderHours: [12, 20].map(hours),
  smsMaxWrongEntries: 5,
  smsResubmit: 'AUTO_24H',
  smsResubmitDelayHours: hours(24),
  smsMaxAutoResubmits: 3,
  fourEyes: true,
  maxLivenessFails: 3,
};
const DUE = {
  kind: 'review',
  at: later(MONDAY_MORNING, 2 * 86_400_000),
  unit: 'BD',
  amount: 2,
  from: MONDAY_MORNING,
} as const;
const terms: Terms = { dues: [DUE], settings, policyVersion: 'p1', calendarVersion: 'c1' };
const toReviewer: Derived = { waitingOn: 'reviewer', dues: [] };
const sms: NewMessage = {
  code: 'N-1',
  recipient: 'siteHeads',
  personId: 'P1',
  channel: 'SMS',
  address: '13800138000',
  params: { order: 'BA1', due: DUE.at },
};

describe('a step', () => {
  test('writes state, audit, messages and tasks together and answers with its terms', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id, { tasks: ['CALL_BEFORE_RESUBMISSION'] });
    const answer = await writeFilingStep(db, vault, step, () => ({
      ...toReviewer,
      dues: [DUE],
      terms,
      messages: [sms],
    }));
    expect(answer).toEqual({ terms, messages: true });
    expect(await readOrder(db, vault, id)).toMatchObject({
      stage: 'PRELIM_REVIEW',
      visit: 2,
      round: 1,
      waitingOn: 'reviewer',
      nextDue: DUE,
      submitted: true,
      settings,
      policyVersion: 'p1',
      calendarVersion: 'c1',
      clockSkewMs: 0,
      progress: { stage: 'PRELIM_REVIEW', dues: [DUE] },
    });
    expect(
      (await attemptPending(db, vault, { caseId: id, seq: 1 }, { budget: { sms: 5, email: 5 } })).messages,
    ).toMatchObject([{ address: '13800138000', params: sms.params }]);
    expect((await listTasks(db, { caseId: id })).tasks).toMatchObject([{ kind: 'CALL_BEFORE_RESUBMISSION', visit: 2 }]);
    expect(await readHistory(db, vault, id)).toMatchObject([
      { position: 1, from: 'CONFIRMATION', to: 'PRELIM_REVIEW', outcome: 'APPLIED', action: 'submitForReview' },
    ]);
  });

  test('is written once however often it is tried, and always gets the first answer', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id);
    const first = await writeFilingStep(db, vault, step, () => ({ ...toReviewer, terms, messages: [sms] }));
    const again = await Promise.all(
      Array.from({ length: 5 }, () => writeFilingStep(db, vault, step, () => ({ ...toReviewer, messages: [] }))),
    );
    for (const answer of again) expect(answer).toEqual(first);
    expect(await writtenStep(db, { caseId: id, process: 'filing', seq: 1 })).toEqual(first);
    expect(await readHistory(db, vault, id)).toHaveLength(1);
    expect(await listOf(db, vault, id)).toHaveLength(1);
  });

  test.each<[string, Partial<Step>]>([
    ['another action', { cause: { ...sampleStep('' as Step['orderId']).cause, actionId: sampleActionId() } }],
    ['the same action at another time', { at: later(MONDAY_MORNING, 1) }],
    ['another progress', { progress: sampleProgress('PRELIM_REVIEW', { round: 2 }) }],
    ['a step that is not the next one', { seq: 3 }],
  ])('is not written in the place of another: %s', async (_what, different) => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id);
    await writeFilingStep(db, vault, step, () => toReviewer);
    const answer = await writeFilingStep(db, vault, { ...step, ...different }, () => ({
      ...toReviewer,
      messages: [sms],
    }));
    expect(answer).toEqual({ messages: false, standsAt: 1 });
    expect(await readHistory(db, vault, id)).toHaveLength(1);
    expect(await listOf(db, vault, id)).toEqual([]);
  });

  test('is no repeat once another step was written after it', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id);
    await writeFilingStep(db, vault, step, () => toReviewer);
    await writeFilingStep(db, vault, sampleStep(id, { seq: 2, from: 'PRELIM_REVIEW' }), () => toReviewer);
    expect(await writeFilingStep(db, vault, step, () => toReviewer)).toEqual({ messages: false, standsAt: 2 });
  });

  test('of an earlier version is known by its audit row', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id);
    const first = await writeFilingStep(db, vault, step, () => ({ ...toReviewer, terms }));
    await db.updateTable('steps').set({ digest: null, at: null, work: null }).where('case_id', '=', id).execute();
    expect(await writeFilingStep(db, vault, step, () => toReviewer)).toEqual(first);
    const other = { ...step, cause: { ...step.cause, actionId: sampleActionId() } };
    expect(await writeFilingStep(db, vault, other, () => toReviewer)).toEqual({ messages: false, standsAt: 1 });
  });

  test('A-157: five workers that write the same first step at once write one', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id);
    await Promise.all(
      Array.from({ length: 5 }, () => writeFilingStep(db, vault, step, () => ({ ...toReviewer, messages: [sms] }))),
    );
    expect(await readHistory(db, vault, id)).toHaveLength(1);
    expect(await listOf(db, vault, id)).toHaveLength(1);
  });

  test('leaves nothing behind when a part of it fails', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = sampleStep(id, { effects: ['writeRecord'] });
    await expect(writeFilingStep(db, vault, step, () => ({ ...toReviewer, messages: [sms] }))).rejects.toThrow(
      'without numbers',
    );
    expect(await writtenStep(db, { caseId: id, process: 'filing', seq: 1 })).toBeUndefined();
    expect(await readHistory(db, vault, id)).toEqual([]);
    expect((await readOrder(db, vault, id))?.stage).toBe('DRAFT');
  });

  test('R-SM-7: every state passed on the way has a row of its own, and the action one outcome from first to last', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const actionId = sampleActionId();
    const step = sampleStep(id, {
      cause: {
        actor: { id: 'rev-1', role: 'reviewer', door: 'api' },
        action: 'approve',
        actionId,
        outcome: 'APPLIED',
        detail: '与负责人张三通话',
      },
      from: 'PRELIM_REVIEW',
      via: ['PRELIM_APPROVED'],
      to: 'MAIL_PENDING',
      progress: sampleProgress('MAIL_PENDING', { visit: 4 }),
    });
    await writeFilingStep(db, vault, step, () => ({ waitingOn: 'applicant', dues: [] }));
    expect((await readHistory(db, vault, id)).map(({ from, to }) => [from, to])).toEqual([
      ['PRELIM_REVIEW', 'PRELIM_APPROVED'],
      ['PRELIM_APPROVED', 'MAIL_PENDING'],
    ]);
    expect(await readOutcome(db, vault, id, actionId)).toMatchObject({
      outcome: 'APPLIED',
      from: 'PRELIM_REVIEW',
      to: 'MAIL_PENDING',
      visit: 4,
      seq: 1,
      detail: '与负责人张三通话',
    });
  });

  test('a refusal is written with its reason and items, and its free text is sealed', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const items = [{ path: 'people.P1.mobile', code: 'MISSING', advice: '请填写手机号' }];
    const actionId = sampleActionId();
    const step = sampleStep(id, {
      cause: {
        actor: { id: 'user-1', role: 'applicant', door: 'api' },
        action: 'submitForReview',
        actionId,
        outcome: 'REFUSED',
        reason: 'INCOMPLETE',
        items,
      },
      from: 'DRAFT',
      to: 'DRAFT',
      progress: sampleProgress('DRAFT', { visit: 1, round: 0 }),
    });
    expect(await writeFilingStep(db, vault, step, () => ({ waitingOn: 'applicant', dues: [] }))).toEqual({
      messages: false,
    });
    expect(await readOutcome(db, vault, id, actionId)).toMatchObject({
      outcome: 'REFUSED',
      reason: 'INCOMPLETE',
      items,
    });
    expect((await readOrder(db, vault, id))?.submitted).toBe(false);
    const row = await db.selectFrom('audit').selectAll().where('case_id', '=', id).executeTakeFirstOrThrow();
    expect(row.items?.toString('utf8')).not.toContain('手机号');
  });

  test('a signal with an unknown name is written as unknown', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const cause = { ...sampleStep(id).cause, action: '张三 13800138000' };
    await writeFilingStep(db, vault, sampleStep(id, { cause }), () => toReviewer);
    expect(await readHistory(db, vault, id)).toMatchObject([{ action: 'unknown' }]);
  });

  test('an order with its own clock keeps the difference from real time', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault, { clockSkewMs: MONDAY_MORNING - Date.now() - 60_000 });
    const before = Date.now();
    await writeFilingStep(db, vault, sampleStep(id), () => ({ ...toReviewer, clock: 'own' }));
    const after = Date.now();
    const skew = (await readOrder(db, vault, id))?.clockSkewMs ?? 0;
    const written = MONDAY_MORNING - skew;
    expect([written >= before, written <= after]).toEqual([true, true]);
  });
});

describe('tasks', () => {
  const overdue = (id: Step['orderId'], seq: number, visit: number, tasks: TaskKind[], late: 'late' | 'in time') =>
    sampleStep(id, { seq, tasks, progress: sampleProgress('PRELIM_REVIEW', { visit, overdue: late === 'late' }) });
  const open = async (id: Step['orderId']) => (await listTasks(store.db, { caseId: id })).tasks.map(({ kind }) => kind);

  test('A-156: lateness ends with the state, and the tasks of operators stay', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    await writeFilingStep(
      db,
      vault,
      overdue(id, 1, 2, ['REVIEW_OVERDUE', 'DECISION_OUT_OF_ORDER'], 'late'),
      () => toReviewer,
    );
    expect(await open(id)).toEqual(expect.arrayContaining(['REVIEW_OVERDUE', 'DECISION_OUT_OF_ORDER']));
    await writeFilingStep(db, vault, overdue(id, 2, 3, [], 'in time'), () => toReviewer);
    expect(await open(id)).toEqual(['DECISION_OUT_OF_ORDER']);
  });

  test('R-SM-19: lateness ends when the due date is lengthened, and comes back when that one passes too', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    await writeFilingStep(db, vault, overdue(id, 1, 2, ['REVIEW_OVERDUE'], 'late'), () => toReviewer);
    await writeFilingStep(db, vault, overdue(id, 2, 2, [], 'in time'), () => toReviewer);
    expect(await open(id)).toEqual([]);
    await writeFilingStep(db, vault, overdue(id, 3, 2, ['REVIEW_OVERDUE'], 'late'), () => toReviewer);
    expect(await open(id)).toEqual(['REVIEW_OVERDUE']);
  });
});

describe('effects', () => {
  const expired = (id: Step['orderId'], over: Partial<Step> = {}) =>
    sampleStep(id, {
      from: 'PRELIM_REJECTED',
      to: 'EXPIRED',
      progress: sampleProgress('EXPIRED', { visit: 3 }),
      ...over,
    });

  test('A-151 R-SM-13: an expired order frees place, instance and domain, and has them again when it is reactivated', async () => {
    const { db, vault } = store;
    const domains = [{ websiteId: 'W1', domain: 'again.example.cn' }];
    const { id, accountId } = await sampleOrder(db, vault, { domains });
    const source = { instanceId: 'ins-again' };
    await reserve(db, vault, { orderId: id, accountId, websiteId: 'W1', source, maxWebsites: 5, at: MONDAY_MORNING });
    await writeFilingStep(db, vault, expired(id, { effects: ['releasePlace', 'releaseInstances'] }), () => toReviewer);
    expect(await holderOfPlace(db, accountId)).toBeUndefined();
    expect(await reservationsOf(db, id)).toEqual([]);

    const back = sampleStep(id, { seq: 2, from: 'EXPIRED', effects: ['holdPlace', 'reserveInstances'] });
    expect(await writeFilingStep(db, vault, back, () => toReviewer)).toEqual({ messages: false });
    expect(await holderOfPlace(db, accountId)).toBe(id);
    expect(await reservationsOf(db, id)).toMatchObject([{ instanceId: 'ins-again', state: 'RESERVED' }]);
  });

  test('A-151: while another order holds the place, reactivation is written as refused and changes nothing', async () => {
    const { db, vault } = store;
    const { id, accountId } = await sampleOrder(db, vault);
    await writeFilingStep(db, vault, expired(id, { effects: ['releasePlace'] }), () => toReviewer);
    await sampleOrder(db, vault, { accountId });
    const back = sampleStep(id, { seq: 2, from: 'EXPIRED', effects: ['holdPlace', 'reserveInstances'] });
    const refused = { messages: false, refused: 'PLACE_TAKEN' };
    const tellOfEffects: Derive = ({ effects }) => ({ ...toReviewer, messages: effects.map(() => sms) });
    expect(await writeFilingStep(db, vault, back, tellOfEffects)).toEqual(refused);
    expect(await writeFilingStep(db, vault, back, () => toReviewer)).toEqual(refused);
    expect(await readOrder(db, vault, id)).toMatchObject({ stage: 'EXPIRED', holdsPlace: false, visit: 3 });
    expect((await readHistory(db, vault, id)).at(-1)).toMatchObject({
      from: 'EXPIRED',
      to: 'EXPIRED',
      outcome: 'REFUSED',
      reason: 'PLACE_TAKEN',
    });
    expect(await listOf(db, vault, id)).toEqual([]);
  });

  test('A-011: a completed order leaves a record with numbers, and its instance is used for ever', async () => {
    const { db, vault } = store;
    const form = sampleForm({ entity: { ...sampleForm().entity, certificateNumber: '91460100MA5RECRD01' } });
    const { id, accountId } = await sampleOrder(db, vault, { form });
    const source = { instanceId: 'ins-done' };
    await reserve(db, vault, { orderId: id, accountId, websiteId: 'W1', source, maxWebsites: 5, at: MONDAY_MORNING });
    const record = {
      entityNumber: '琼ICP备2026000001号',
      websites: [{ domain: 'example.cn', number: '琼ICP备2026000001号-1' }],
      issuedOn: '2026-03-31',
    };
    const completed = sampleStep(id, {
      from: 'BUREAU_APPROVED',
      to: 'COMPLETED',
      progress: sampleProgress('COMPLETED', { visit: 9 }),
      effects: ['writeRecord', 'consumeInstances', 'releasePlace'],
      record,
    });
    await writeFilingStep(db, vault, completed, () => ({ waitingOn: 'nobody', dues: [] }));
    expect((await findRecords(db, vault, { accountId }, { limit: 1 })).rows).toMatchObject([
      {
        number: record.entityNumber,
        province: 'HI',
        status: 'ACTIVE',
        issuedOn: '2026-03-31',
        details: { entity: { name: '海口示例科技有限公司' }, head: { name: '张三' } },
        websites: [{ number: '琼ICP备2026000001号-1', domain: 'example.cn', access: { instanceId: 'ins-done' } }],
      },
    ]);
    expect(await lookUp(db, vault, { certificateNumber: '91460100MA5RECRD01', domain: 'example.cn' })).toMatchObject({
      entityHere: true,
      domainHere: true,
      domainOfEntity: true,
      shellEntity: false,
    });
    expect(await reservationsOf(db, id)).toMatchObject([{ state: 'CONSUMED' }]);
    await consumeReservations(db, id, MONDAY_MORNING);
    expect(await reservationsOf(db, id)).toHaveLength(1);
  });

  test('A-151: erasure leaves history and log without any content, and the last message can still be sent', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const cause = { ...sampleStep(id).cause, detail: '张三的备注' };
    await writeFilingStep(db, vault, sampleStep(id, { cause }), () => ({ ...toReviewer, messages: [sms] }));
    await releasePlace(db, id);
    const email: NewMessage = {
      code: 'N-15',
      recipient: 'account',
      channel: 'EMAIL',
      address: 'a@example.cn',
      params: { reason: 'KEPT' },
    };
    const erased = sampleStep(id, {
      seq: 2,
      from: 'EXPIRED',
      to: 'ABANDONED',
      progress: sampleProgress('ABANDONED', { visit: 4 }),
      effects: ['eraseData'],
    });
    await writeFilingStep(db, vault, erased, () => ({ waitingOn: 'nobody', dues: [], messages: [email] }));

    const order = await readOrder(db, vault, id);
    expect(order).toMatchObject({ stage: 'ABANDONED', form: undefined, progress: undefined, erasedAt: MONDAY_MORNING });
    expect(await readHistory(db, vault, id)).toMatchObject([{ detail: undefined }, { to: 'ABANDONED' }]);
    const [first, last] = await listOf(db, vault, id);
    expect(first).toMatchObject({ code: 'N-1', address: undefined, params: undefined });
    expect(last).toMatchObject({ code: 'N-15', address: 'a@example.cn', params: { reason: 'KEPT' } });
  });
});
