/** What happens to messages that their channel does not accept (R-MSG-3). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { createPolicies } from '../../domain/policy/policy.ts';
import { policy } from '../../domain/policy/policy-row.ts';
import { present } from '../../domain/present.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createTestParties, type TestParties } from '../../test/support/parties/parties.ts';
import { sampleSms, stepOfMessages, type StepOfMessages } from '../../test/support/orders/stored-messages.ts';
import type { NewMessage } from '../../store/messages/messages.ts';
import { reopenMessage } from '../../store/messages/undelivered.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { createDeliverMessages, MAX_ATTEMPTS } from './deliver-messages.ts';

let store: MigratedDatabase;
let parties: TestParties;
beforeAll(async () => {
  store = await migratedDatabase();
});
beforeEach(() => {
  parties = createTestParties();
});
afterAll(() => store.close());

const MOBILE = '13800138000';
const rules = (sms = 1000) => {
  const budget = policy('message.perAddressAndDay', { sms, email: 1000 }, 'A test', { from: '2000-01-02' });
  return Promise.resolve({ policies: createPolicies([budget]), calendar: createCalendar([]) });
};
const MAIL = 'zhou.lan@example.cn';
const email = (): NewMessage => sampleSms(MAIL, { channel: 'EMAIL' });

/** One try of the activity: undefined when every message has its outcome, else the reason for another try. */
async function deliver(
  { orderId, seq }: StepOfMessages,
  messageIds?: string[],
  over: { restoredAt?: Instant; rules?: () => ReturnType<typeof rules> } = {},
): Promise<string> {
  const deliverMessages = createDeliverMessages({
    database: store.db,
    vault: store.vault,
    rules: () => rules(),
    ...parties,
    ...over,
  });
  try {
    await deliverMessages({ orderId, seq, ...present({ messageIds }) });
    return 'DONE';
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    expect(error.nonRetryable).not.toBe(true);
    return `${error.type}: ${error.message}`;
  }
}

const outcomes = async (step: StepOfMessages): Promise<string[]> =>
  (await step.log())
    .map(({ channel, status, lastError }) => `${channel} ${status} ${lastError ?? ''}`.trim())
    .toSorted();

describe('R-MSG-3: when the set-up of a channel is not in order', () => {
  test('its messages are held, operators are told at once, and the messages are sent by themselves once the set-up is corrected', async () => {
    parties.sms.channel = 'hold';
    const step = await stepOfMessages(store, [sampleSms(MOBILE), sampleSms('13900139000'), email()]);
    expect(await deliver(step)).toBe('NEEDS_PERSON: waiting until somebody puts something right: 2 (PACKAGE_EMPTY)');
    expect(await outcomes(step)).toEqual(['EMAIL SENT', 'SMS PENDING PACKAGE_EMPTY', 'SMS PENDING PACKAGE_EMPTY']);
    expect(await step.tasks()).toEqual(['MESSAGE_NEEDS_PERSON']);

    parties.sms.channel = 'up';
    expect(await deliver(step)).toBe('DONE');
    expect(await outcomes(step)).toEqual(['EMAIL SENT', 'SMS SENT', 'SMS SENT']);
    expect(await step.tasks()).toEqual([]);
    expect(parties.email.sent).toHaveLength(1);
  });

  test('a held message is given up after as many tries as any other', async () => {
    const step = await stepOfMessages(store);
    parties.sms.channel = 'hold';
    await deliver(step);
    await store.db
      .updateTable('messages')
      .set({ attempts: MAX_ATTEMPTS - 1 })
      .where('case_id', '=', step.orderId)
      .execute();
    expect(await deliver(step)).toBe('DONE');
    expect(await outcomes(step)).toEqual(['SMS FAILED PACKAGE_EMPTY']);
    expect(await step.tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
  });
});

describe('a limit of the day for one number', () => {
  test('makes the message wait for tomorrow and opens no task', async () => {
    parties.sms.turns.set(MOBILE, ['tomorrow']);
    const step = await stepOfMessages(store, [sampleSms(MOBILE, { code: 'N-1', params: { facts: {} } })]);
    expect(await deliver(step)).toBe('CHANNEL_DOWN: waiting for their channel: 1 (DAILY_LIMIT)');
    expect(await step.tasks()).toEqual([]);
    expect(await deliver(step)).toBe('DONE');
  });

  test("is told to operators when the window of MIIT's SMS closes before tomorrow", async () => {
    parties.sms.turns.set(MOBILE, ['tomorrow']);
    const step = await stepOfMessages(store, [sampleSms(MOBILE, { code: 'N-6', params: { facts: {} } })]);
    expect(await deliver(step)).toMatch(/^NEEDS_PERSON: .*DAILY_LIMIT/);
    expect(await step.tasks()).toEqual(['MESSAGE_NEEDS_PERSON']);
  });
});

describe('a channel that is down, or refuses', () => {
  test('keeps messages it may accept later, and gives up messages it never accepts', async () => {
    parties.sms.channel = 'refuse';
    parties.email.channel = 'down';
    const step = await stepOfMessages(store, [sampleSms(MOBILE), email()]);
    expect(await deliver(step)).toBe('CHANNEL_DOWN: waiting for their channel: 1 (RetryableError)');
    expect(await outcomes(step)).toEqual(['EMAIL PENDING RetryableError', 'SMS FAILED REFUSED']);
    expect(await step.tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
  });

  test('never has its error text stored, because the text may quote the message', async () => {
    parties.sms.send = () => Promise.reject(new Error(`cannot send to ${MOBILE}`));
    const step = await stepOfMessages(store);
    expect(await deliver(step)).not.toContain(MOBILE);
    expect(await outcomes(step)).toEqual(['SMS PENDING Error']);
  });
});

test('a message that its number has no room for today waits with that reason, and goes out when there is room', async () => {
  const number = '13900138001';
  const two = { rules: () => rules(2) };
  const steps = await Promise.all([1, 2, 3].map(() => stepOfMessages(store, [sampleSms(number)])));
  const said = [];
  for (const step of steps) said.push(await deliver(step, undefined, two));
  expect(said).toEqual(['DONE', 'DONE', 'CHANNEL_DOWN: waiting for their channel: 1 (ADDRESS_BUDGET)']);
  const [, , last] = steps;
  if (last === undefined) throw new Error('there are three');
  expect(await outcomes(last)).toEqual(['SMS PENDING ADDRESS_BUDGET']);
  expect(parties.sms.sent.filter(({ to }) => to === number)).toHaveLength(2);

  await store.db.updateTable('orders').set({ clock_skew_ms: 86_400_000 }).where('id', '=', last.orderId).execute();
  expect(await deliver(last, undefined, two)).toBe('DONE');
  expect(parties.sms.sent.filter(({ to }) => to === number)).toHaveLength(3);
});

test('a message that cannot be opened is held and told to operators, and the others of its step go out', async () => {
  const step = await stepOfMessages(store, [sampleSms(MOBILE), email()]);
  const changed = store.db.updateTable('messages').set({ address: Buffer.from('nonsense') });
  await changed.where('case_id', '=', step.orderId).where('channel', '=', 'EMAIL').execute();
  expect(await deliver(step)).toMatch(/^NEEDS_PERSON: .*: 1 \(UNREADABLE\)$/);
  expect(await outcomes(step)).toEqual(['EMAIL PENDING UNREADABLE', 'SMS SENT']);
  expect(await step.tasks()).toEqual(['MESSAGE_NEEDS_PERSON']);
});

describe('after a backup was brought back', () => {
  const HOUR_MS = 3_600_000;
  const anHourAgo = () => ({ restoredAt: instant(Date.now() - HOUR_MS) });
  const now = () => ({ restoredAt: instant(Date.now() + HOUR_MS) });

  test('a message of before is held, since it may have gone out, until an operator has it sent', async () => {
    const step = await stepOfMessages(store, [sampleSms(MOBILE), email()]);
    expect(await deliver(step, undefined, now())).toMatch(/^NEEDS_PERSON: .*: 2 \(RESTORED\)$/);
    expect(await outcomes(step)).toEqual(['EMAIL PENDING RESTORED', 'SMS PENDING RESTORED']);
    expect(await step.tasks()).toEqual(['MESSAGE_NEEDS_PERSON']);
    expect([...parties.sms.sent, ...parties.email.sent]).toEqual([]);

    const [first, second] = await step.log();
    await reopenMessage(store.db, first?.id ?? '', 'operator-1');
    expect(await deliver(step, [first?.id ?? ''], now())).toBe('DONE');
    expect(await deliver(step, [second?.id ?? ''], now())).toMatch(/^NEEDS_PERSON/);
    expect([...parties.sms.sent, ...parties.email.sent]).toHaveLength(1);
  });

  test('a message of a due instant that passed before is held too, though it is written only now', async () => {
    const step = await stepOfMessages(store, [sampleSms(MOBILE)]);
    await store.db
      .updateTable('messages')
      .set({ at: new Date(Date.now() - 2 * HOUR_MS) })
      .where('case_id', '=', step.orderId)
      .execute();
    expect(await deliver(step, undefined, anHourAgo())).toMatch(/RESTORED/);
  });

  test('a message of what happens afterwards goes out, and the inbox of the application shows every message', async () => {
    const later = new Date();
    const step = await stepOfMessages(store, [sampleSms(MOBILE)]);
    await store.db.updateTable('messages').set({ at: later }).where('case_id', '=', step.orderId).execute();
    expect(await deliver(step, undefined, anHourAgo())).toBe('DONE');
    const inApp = await stepOfMessages(store, [sampleSms('account-1', { channel: 'IN_APP' })]);
    expect(await deliver(inApp, undefined, now())).toBe('DONE');
  });
});

test('an SMS goes to the number as vendors want it, however it was written', async () => {
  await deliver(await stepOfMessages(store, [sampleSms('+86 138-0013-8000')]));
  expect(parties.sms.sent.map(({ to }) => to)).toEqual([MOBILE]);
});

test('only the messages asked for are delivered', async () => {
  const step = await stepOfMessages(store, [sampleSms(MOBILE), email()]);
  const id = (await step.log()).find(({ channel }) => channel === 'EMAIL')?.id ?? '';
  expect(await deliver(step, [id])).toBe('DONE');
  expect(await outcomes(step)).toEqual(['EMAIL SENT', 'SMS PENDING']);
});
