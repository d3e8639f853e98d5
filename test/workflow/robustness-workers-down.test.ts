import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atSms, readyForBureau, told } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';

/** These tests run one after the other, because no filing goes on while one of them has the workers stopped. */
let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({
    policies: [
      {
        key: 'order.reminderDays',
        scope: { orderType: 'FIRST' },
        validFrom: '2026-01-01',
        value: [],
        source: 'a test',
      },
      { key: 'sms.reminderHours', scope: { orderType: 'FIRST' }, validFrom: '2026-01-01', value: [], source: 'a test' },
    ],
  });
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';

test('A-143: an order whose 24 hours end while the workers are down comes back once, as of the due instant', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await filing.delivered();
  await desk.withoutWorkers(() => filing.nextTimerFires('2026-04-14 20:00'));
  await filing.reaches('RESUBMIT_WAIT');
  await filing.travelTo('2026-04-14 20:00');
  expect(await whatTimersDid(filing)).toEqual([
    'sms: SMS_PENDING → SMS_RETURNED, due and effective 2026-04-14 10:05:00',
    'sms: SMS_RETURNED → RESUBMIT_WAIT, due and effective 2026-04-14 10:05:00',
  ]);
  expect(await told(filing, 'N-7')).toHaveLength(4);
  expect(await filing.due('resubmit')).toBe('2026-04-15 10:05:00');
});

test('A-143: an order whose 45 days end while the workers are down expires once, as of the due instant', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const items = [{ path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take another name.' }];
  await applied(filing.act('rejectOrder', { items }, { by: 'R2' }));
  await filing.delivered();
  await desk.withoutWorkers(() => filing.nextTimerFires('2026-06-03 09:00'));
  await filing.reaches('EXPIRED');
  await filing.travelTo('2026-06-03 09:00');
  expect(await whatTimersDid(filing)).toEqual([
    'step: PRELIM_REJECTED → EXPIRED, due and effective 2026-05-28 23:59:59',
  ]);
  expect(await told(filing, 'N-15')).toEqual(['EMAIL account', 'IN_APP account', 'SMS account']);
});

test('a signal sent before the due instant counts, even when a worker reads it afterwards', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await desk.withoutWorkers(async () => {
    await filing.send('smsVerified', { handOver: 1, personId: 'P1' }, { as: 'miit', anyVisit: true });
  });
  await filing.reaches('BUREAU_REVIEW');
  await filing.travelTo('2026-04-14 11:00');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  expect(await whatTimersDid(filing)).toEqual([]);
});

test('an action at the due instant is in time and comes before the timer that fires at that moment', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await filing.delivered();
  const actionId = await desk.withoutWorkers(async () => {
    await filing.nextTimerFires('2026-04-14 10:06');
    return filing.send('smsVerified', { handOver: 1, personId: 'P1' }, { as: 'miit', anyVisit: true });
  });
  expect(await filing.outcome(actionId)).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  await filing.travelTo('2026-04-14 10:06');
  expect(await whatTimersDid(filing)).toEqual([]);
});

test('a signal sent after the due instant comes too late, even when both are read together', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const items = [{ path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take another name.' }];
  await applied(filing.act('rejectOrder', { items }, { by: 'R2' }));
  await filing.delivered();
  const actionId = await desk.withoutWorkers(async () => {
    await filing.nextTimerFires('2026-06-03 09:00');
    return filing.send('submitForReview', { confirmed: true }, { sentAt: '2026-06-03 08:00' });
  });
  await filing.reaches('EXPIRED');
  expect(await filing.outcome(actionId)).toBe('WRONG_STAGE');
});

test('actions sent while every worker is down are answered when one runs again, in the order they were sent', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const sent = await desk.withoutWorkers(async () => [
    await filing.send('claim', {}, { by: 'R2' }),
    await filing.send('claim', {}, { by: 'R3' }),
    await filing.send('forwardToBureau', {}, { by: 'R2' }),
  ]);
  expect(await Promise.all(sent.map((actionId) => filing.outcome(actionId)))).toEqual([
    'APPLIED',
    'CLAIMED_BY_ANOTHER',
    'APPLIED',
  ]);
  await filing.reaches('SMS_PENDING');
});

/** What due instants did: the states, and the due instant they are recorded and effective at. */
async function whatTimersDid(filing: TestFiling): Promise<string[]> {
  const history = await filing.history();
  return history.flatMap(({ action, from, to, dueAt, at }) => {
    if (dueAt === undefined) return [];
    const effective = reading(at) === reading(dueAt) ? 'and effective' : `, effective ${reading(at)}, due`;
    return [`${action}: ${from} → ${to}, due ${effective} ${reading(dueAt)}`];
  });
}
