/** A process between two runs while no worker is there. The tests run one after the other, because they stop the workers. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atSms, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { runsOf } from '../support/desk/runs.ts';
import { killedAfter } from '../support/servers/killed-worker.ts';

let desk: Desk;
beforeAll(async () => {
  const noReminders = { scope: { orderType: 'FIRST' }, validFrom: '2026-01-01', value: [], source: 'a test' };
  desk = await startDesk({ policies: [{ key: 'sms.reminderHours', ...noReminders }] });
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const SYSTEM = { as: 'system', anyVisit: true } as const;
const short = () => ({ form: smallEnterprise(), at: OPENED, goesOnAfter: { events: 1_000, signals: 2 } });

test('workers that stop and start again while runs hand over lose no signal and answer none twice', async () => {
  const filing = await readyForBureau(desk, short());
  const ids: string[] = Array.from({ length: 40 }, () => randomUUID());
  const sending = ids.map((actionId) => filing.send('policyChanged', {}, { ...SYSTEM, actionId }));
  for (let stops = 0; stops < 4; stops += 1) {
    await desk.withoutWorkers(() => filing.send('policyChanged', {}, { ...SYSTEM, actionId: ids[stops] ?? '' }));
  }
  await Promise.all(sending);
  await Promise.all(ids.map((actionId) => filing.outcome(actionId)));
  await applied(filing.act('claim', {}, { by: 'R2' }));
  const answered: string[] = (await filing.history()).flatMap(({ actionId = '' }) =>
    ids.includes(actionId) ? [actionId] : [],
  );
  expect(answered.toSorted()).toEqual(ids.toSorted());
  expect((await runsOf(desk.client, filing.orderId)).length).toBeGreaterThan(2);
});

test('workers that are killed while runs hand over lose no signal and answer none twice', async () => {
  const filing = await readyForBureau(desk, short());
  const ids: string[] = [];
  const sendOne = async (): Promise<void> => {
    ids.push(await filing.send('policyChanged', {}, SYSTEM));
  };
  await desk.withoutWorkers(async () => {
    for (let kills = 0; kills < 4; kills += 1) {
      for (let sent = 0; sent < 5; sent += 1) await sendOne();
      // Killed as soon as one is answered: the next ones, and the hand-over after every second, are under way.
      await killedAfter(desk, () => filing.outcome(ids.at(-3 - kills) ?? ''));
    }
  });
  await Promise.all(ids.map((actionId) => filing.outcome(actionId)));
  await applied(filing.act('claim', {}, { by: 'R2' }));
  const history = await filing.history();
  const answered: string[] = history.flatMap(({ actionId = '' }) => (ids.includes(actionId) ? [actionId] : []));
  expect(answered.toSorted()).toEqual(ids.toSorted());
  expect((await verifyChains(desk.database)).faults).toEqual([]);
  expect((await runsOf(desk.client, filing.orderId)).length).toBeGreaterThan(5);
});

test('a due instant that passes between two runs fires once, as of the instant, before signals that were sent later', async () => {
  const filing = await atSms(desk, short());
  await filing.delivered();
  const before = (await runsOf(desk.client, filing.orderId)).length;
  await desk.withoutWorkers(async () => {
    await filing.nextTimerFires('2026-04-14 20:00');
    for (let sent = 0; sent < 4; sent += 1)
      await filing.send('policyChanged', {}, { ...SYSTEM, sentAt: '2026-04-14 11:00' });
  });
  await filing.reaches('RESUBMIT_WAIT');
  await filing.travelTo('2026-04-14 20:00');
  expect(await whatTimersDid(filing)).toEqual(['sms 2026-04-14 10:05:00', 'sms 2026-04-14 10:05:00']);
  const history = await filing.history();
  const order = history.map(({ action, to }) => `${action} ${to}`).filter((step) => /^(sms |policyChanged)/.test(step));
  expect(order).toEqual([
    'sms SMS_RETURNED',
    'sms RESUBMIT_WAIT',
    ...Array.from({ length: 4 }, () => 'policyChanged RESUBMIT_WAIT'),
  ]);
  expect(await filing.due('resubmit')).toBe('2026-04-15 10:05:00');
  expect((await runsOf(desk.client, filing.orderId)).length).toBeGreaterThan(before);
});

test('a flood of signals that cannot be acted on is refused in a few rows that count them, and the next action is answered', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const numbers = Array.from({ length: 400 }, (_, number) => number);
  await desk.withoutWorkers(async () => {
    await Promise.all(numbers.map((number) => filing.handle.signal('approve', number)));
  });
  await applied(filing.act('claim', {}, { by: 'R2' }));
  const rows = (await filing.history()).filter(({ reason }) => reason === 'MALFORMED');
  const more = rows.map(({ detail }) => Number(/^and (\d+) more/.exec(detail ?? '')?.[1] ?? 0));
  expect(rows.length + more.reduce((sum, count) => sum + count, 0)).toBe(numbers.length);
  expect(rows.length).toBeLessThan(10);
});

async function whatTimersDid(filing: TestFiling): Promise<string[]> {
  const history = await filing.history();
  return history.flatMap(({ action, dueAt, at }) => {
    if (dueAt === undefined || !action.startsWith('sms')) return [];
    expect(at).toBe(dueAt);
    return action === 'smsReminder' ? [] : [`${action} ${reading(dueAt)}`];
  });
}
