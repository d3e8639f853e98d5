/**
 * Postgres goes away between the carrier's acceptance and our note of it. As long as the worker lives, no message goes out twice
 * (R-MSG-3).
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createTestParties, type TestParties } from '../../test/support/parties/parties.ts';
import { sampleSms, stepOfMessages, type StepOfMessages } from '../../test/support/orders/stored-messages.ts';
import { MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { markSent } from '../../store/messages/delivery.ts';
import { markReceipt } from '../../store/messages/receipts.ts';
import { createPolicies } from '../../domain/policy/policy.ts';
import { policy } from '../../domain/policy/policy-row.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { createDeliverMessages } from './deliver-messages.ts';
import { createSentNotes, type SentNotes } from './sent-notes.ts';

let store: MigratedDatabase;
let parties: TestParties;
let worker: Worker;
beforeAll(async () => {
  store = await migratedDatabase();
});
beforeEach(() => {
  parties = createTestParties();
  worker = startWorker();
});
afterAll(() => store.close());

interface Worker {
  notes: SentNotes;
  /** One attempt: `DONE`, or why there has to be another. */
  deliver: (step: StepOfMessages) => Promise<string>;
}

function startWorker(): Worker {
  const notes = createSentNotes((sent) => markSent(store.db, sent), { againAfterMs: 3_600_000 });
  const deliverMessages = createDeliverMessages({
    database: store.db,
    vault: store.vault,
    rules,
    sentNotes: notes,
    ...parties,
  });
  return {
    notes,
    deliver: ({ orderId, seq }) =>
      deliverMessages({ orderId, seq }).then(
        () => 'DONE',
        (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
      ),
  };
}

const rules = () => {
  const plenty = policy('message.perAddressAndDay', { sms: 1000, email: 1000 }, 'A test', { from: '2000-01-02' });
  return Promise.resolve({ policies: createPolicies([plenty]), calendar: createCalendar([]) });
};
const MOBILE = '13800138000';
const MAIL = 'zhou.lan@example.cn';
const CHANNELS = [
  ['an SMS', () => sampleSms(MOBILE), () => parties.sms],
  ['an email', () => sampleSms(MAIL, { channel: 'EMAIL' }), () => parties.email],
] as const;

/** Leases and waits are over. */
const later = async (): Promise<void> => {
  await store.db
    .updateTable('messages')
    .set({ claimed_until: new Date(Date.now() - 1) })
    .where('claimed_until', 'is not', null)
    .execute();
};
/** Attempts after the end of the lease, and after the end of the wait for a word. */
async function bothOver({ deliver }: Worker, step: StepOfMessages): Promise<void> {
  for (let attempts = 0; attempts < 2; attempts += 1) {
    await later();
    await deliver(step);
  }
}

const statuses = async (step: StepOfMessages) => (await step.log()).map(({ status }) => status);

describe.each(CHANNELS)('%s that a carrier took while Postgres went away', (_, message, carrier) => {
  let step: StepOfMessages;
  beforeEach(async () => {
    step = await stepOfMessages(store, [message()]);
    for (const address of [MOBILE, MAIL]) carrier().slow.set(address, store.goAway);
    const attempt = worker.deliver(step);
    expect(await attempt).not.toBe('DONE');
    await store.comeBack();
    carrier().slow.clear();
    expect(carrier().sent).toHaveLength(1);
    expect(await statuses(step)).toEqual(['PENDING']);
  });

  test('is only noted by the next attempt, also when its lease is over', async () => {
    await later();
    await worker.deliver(step);
    await later();
    expect(await worker.deliver(step)).toBe('DONE');
    expect(carrier().sent).toHaveLength(1);
    expect(await step.log()).toMatchObject([{ status: 'SENT', reference: 'ref-1' }]);
  });

  test('is noted by itself, without another attempt', async () => {
    expect(await worker.notes.close(60_000)).toBe(0);
    expect(await statuses(step)).toEqual(['SENT']);
    expect(await worker.deliver(step)).toBe('DONE');
    expect(carrier().sent).toHaveLength(1);
  });

  test('is not sent by another worker, which waits for the word of the first', async () => {
    const other = startWorker();
    await later();
    expect(await other.deliver(step)).toMatch(/UNDER_WAY/);
    expect(carrier().sent).toHaveLength(1);
    expect(await worker.notes.close(60_000)).toBe(0);
    await later();
    expect(await other.deliver(step)).toBe('DONE');
    expect(carrier().sent).toHaveLength(1);
  });

  test('goes out again only when the worker that knows of the acceptance is dead', async () => {
    const other = startWorker();
    await bothOver(other, step);
    expect(carrier().sent).toHaveLength(2);
    expect(await statuses(step)).toEqual(['SENT']);
  });
});

test('a receipt that comes before the note counts, and the note changes nothing about it', async () => {
  const step = await stepOfMessages(store);
  parties.sms.slow.set(MOBILE, store.goAway);
  await worker.deliver(step);
  await store.comeBack();
  const [message] = await step.log();
  const receipt = {
    reference: 'of-the-receipt',
    key: `beian-${message?.id}`,
    outcome: 'DELIVERED',
    at: MONDAY_MORNING,
  } as const;
  await markReceipt(store.db, receipt);
  expect(await worker.notes.close(60_000)).toBe(0);
  await later();
  expect(await worker.deliver(step)).toBe('DONE');
  expect(await statuses(step)).toEqual(['DELIVERED']);
  expect(parties.sms.sent).toHaveLength(1);
});

test('of several messages of a step only those are sent that no carrier took', async () => {
  const step = await stepOfMessages(store, [sampleSms(MOBILE), sampleSms('13900139000')]);
  parties.sms.turns.set('13900139000', ['down']);
  parties.sms.slow.set(MOBILE, store.goAway);
  await worker.deliver(step);
  await store.comeBack();
  parties.sms.slow.clear();
  await bothOver(worker, step);
  expect(parties.sms.sent.map(({ to }) => to).toSorted()).toEqual([MOBILE, '13900139000']);
  expect(await statuses(step)).toEqual(['SENT', 'SENT']);
});
