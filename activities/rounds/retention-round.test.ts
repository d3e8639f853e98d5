/** The nightly erasure: what is kept how long after an order's end, by the policies (§16.4, A-196). */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies, type PolicyRow } from '../../domain/policy/policy.ts';
import { policy } from '../../domain/policy/policy-row.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { calendarDays, civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { readAccount, saveAccount } from '../../store/accounts/accounts.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { readHistory } from '../../store/audit/history.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { addDocument } from '../../store/proofs/documents.ts';
import { readRecord } from '../../store/records/records.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { writeFilingStep } from '../../store/steps/filing-step.ts';
import {
  sampleAccountId,
  sampleForm,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import { createTestParties } from '../../test/support/parties/parties.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createRetentionActivities } from './retention-round.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Instant => instant(Date.now() - days * DAY_MS);

let store: MigratedDatabase;
const { documents } = createTestParties();
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());
beforeEach(() => documents.contents.clear());

const rulesWith = (rows: readonly PolicyRow[]) => async () => ({
  policies: createPolicies([...BUILT_IN_POLICIES, ...rows]),
  calendar: createCalendar(PUBLISHED_YEARS),
});

function activities(rows: readonly PolicyRow[] = [], store_ = documents) {
  const { db: database, vault } = store;
  return createRetentionActivities({ database, vault, documents: store_, rules: rulesWith(rows) });
}
const erase = (rows?: readonly PolicyRow[], store_?: typeof documents) =>
  new MockActivityEnvironment().run(() => activities(rows, store_).eraseEndedOrders());
const eraseAccounts = () => new MockActivityEnvironment().run(() => activities().eraseIdleAccounts());

interface End {
  from: Stage;
  action: string;
  to?: 'ABANDONED' | 'COMPLETED';
}
const GIVEN_UP: End = { from: 'DRAFT', action: 'abandon' };

/** An order with an image that ended so many days ago. */
async function ended({ from, action, to = 'ABANDONED' }: End, days: number, certificate?: string): Promise<OrderId> {
  const { db, vault } = store;
  const form = sampleForm();
  const entity = { ...form.entity, ...(certificate === undefined ? {} : { certificateNumber: certificate }) };
  const { id } = await sampleOrder(db, vault, { form: { ...form, entity } });
  const objectKey = `${id}/entity-certificate/${randomUUID()}`;
  await documents.put(objectKey, Buffer.from('sealed'));
  const sha256 = 'a'.repeat(64);
  const scan = { orderId: id, slot: 'entity-certificate', sha256, mediaType: 'image/png', size: 6, objectKey };
  await addDocument(db, { ...scan, uploadedBy: 'user', uploadedAt: daysAgo(days) });
  const cause: Cause = { actor: { id: 'someone', role: 'operator', door: 'api' }, action, outcome: 'APPLIED' };
  const progress = sampleProgress(to, { enteredAt: daysAgo(days) });
  const step = sampleStep(id, { at: daysAgo(days), cause, from, to, progress, effects: ['releasePlace'] });
  await writeFilingStep(db, vault, step, () => ({ waitingOn: 'nobody', dues: [] }));
  return id;
}

const isErased = async (id: OrderId): Promise<boolean> => {
  const order = await readOrder(store.db, store.vault, id);
  return order?.form === undefined && order?.erasedAt !== undefined;
};
const imagesOf = (id: OrderId) => [...documents.contents.keys()].filter((key) => key.startsWith(id));

test.each([
  ['given up by the customer', GIVEN_UP, 365],
  ['cancelled by two people', { from: 'PRELIM_REVIEW', action: 'consentToCancel' } as const, 365],
  ['ended by two operators', { from: 'SMS_PENDING', action: 'endOrder' } as const, 365],
  ['refused for its type', { from: 'RETURNED_FOR_TYPE', action: 'bureauDecision' } as const, 365],
])('A-196 an order %s is erased after its term, images first, and its history stays whole', async (_how, end, days) => {
  const [young, old] = [await ended(end, days - 1), await ended(end, days + 1)];
  expect(await erase()).toEqual({ erased: 1, failed: 0 });
  expect([await isErased(young), await isErased(old)]).toEqual([false, true]);
  expect([imagesOf(young).length, imagesOf(old).length]).toEqual([1, 0]);
  const history = await readHistory(store.db, store.vault, old);
  expect(history.at(-1)).toMatchObject({ action: 'erase', actor: { id: 'timer' } });
  expect(await verifyChains(store.db, store.vault.auditMac)).toMatchObject({ faults: [] });
  expect(await erase()).toEqual({ erased: 0, failed: 0 });
});

test('an order that expired and was not erased by its own filing is erased at once', async () => {
  const id = await ended({ from: 'EXPIRED', action: 'kept' }, 2);
  await erase();
  expect(await isErased(id)).toBe(true);
});

test('each way of ending has its own policy, which a province may have otherwise', async () => {
  const [given, cancelled] = [
    await ended(GIVEN_UP, 40),
    await ended({ from: 'PRELIM_REVIEW', action: 'consentToCancel' }, 40),
  ];
  const rows = [
    policy('retention.abandonedDays', calendarDays(30), 'test', { scope: { province: 'HI' } }),
    policy('retention.abandonedDays', calendarDays(50), 'test', { scope: { province: 'GD' } }),
  ];
  await erase(rows);
  expect([await isErased(given), await isErased(cancelled)]).toEqual([true, false]);
});

test('A-196 a completed order is kept as long as its record lives and three years more, and of the record its number stays', async () => {
  const { db, vault } = store;
  const certificateNumber = '91460100MA5TEST11X';
  const id = await ended({ from: 'BUREAU_APPROVED', action: 'recordSynced', to: 'COMPLETED' }, 2000, certificateNumber);
  const entityNumber = '琼ICP备2026000077号';
  const websites = [{ domain: 'example.cn', number: `${entityNumber}-1` }];
  const at = daysAgo(2000);
  await writeRecord(db, vault, { orderId: id, at, entityNumber, websites, issuedOn: civilDate(at) });
  const deregisteredSince = (days: number) =>
    sql`update record_entities set status = 'DEREGISTERED', changed_at = ${new Date(daysAgo(days))}
      where number = ${entityNumber}`.execute(db);
  await erase();
  expect(await isErased(id)).toBe(false);
  await deregisteredSince(1094);
  await erase();
  expect(await isErased(id)).toBe(false);
  await deregisteredSince(1096);
  await erase();
  expect(await isErased(id)).toBe(true);
  expect(imagesOf(id)).toEqual([]);
  const record = await readRecord(db, vault, entityNumber);
  expect(record).toMatchObject({ number: entityNumber, status: 'DEREGISTERED' });
  expect(record?.details).toBeUndefined();
});

test('a completed order whose certificate was changed later is kept with the record of its account', async () => {
  const { db, vault } = store;
  const first = await ended({ from: 'BUREAU_APPROVED', action: 'recordSynced', to: 'COMPLETED' }, 1500, 'A1');
  const { accountId } = (await readOrder(db, vault, first)) ?? {};
  const id = await ended({ from: 'BUREAU_APPROVED', action: 'recordSynced', to: 'COMPLETED' }, 1400, 'A2');
  await sql`update orders set account_id = ${accountId} where id = ${id}`.execute(db);
  const entityNumber = '琼ICP备2026000078号';
  const at = daysAgo(1500);
  await writeRecord(db, vault, { orderId: first, at, entityNumber, websites: [], issuedOn: civilDate(at) });
  await erase();
  expect([await isErased(first), await isErased(id)]).toEqual([false, false]);
});

test('an order whose filing or duties should still run is left to them', async () => {
  const id = await ended(GIVEN_UP, 400);
  await sql`update processes set ended_at = null where case_id = ${id}`.execute(store.db);
  await erase();
  expect(await isErased(id)).toBe(false);
});

test('an order whose images cannot be removed keeps its data, and no other order', async () => {
  const [stuck, other] = [await ended(GIVEN_UP, 401), await ended(GIVEN_UP, 400)];
  const refusing = {
    ...documents,
    delete: (key: string) => (key.startsWith(stuck) ? Promise.reject(new Error('refused')) : documents.delete(key)),
  };
  expect(await erase([], refusing)).toEqual({ erased: 1, failed: 1 });
  expect([await isErased(stuck), await isErased(other)]).toEqual([false, true]);
  await erase();
  expect(await isErased(stuck)).toBe(true);
});

test('the addresses of an account go three years after it was written and its last order was erased', async () => {
  const { db, vault } = store;
  const [idle, written, withOrder] = [sampleAccountId(), sampleAccountId(), sampleAccountId()];
  for (const id of [idle, written, withOrder])
    await saveAccount(db, vault, { id, verified: true, mobile: '13800138000', email: 'li.lei@example.cn' });
  await sampleOrder(db, vault, { accountId: withOrder });
  const writtenDaysAgo = (days: number, ids: readonly string[]) =>
    sql`update accounts set created_at = now() - interval '9 years', saved_at = ${new Date(daysAgo(days))}
      where id = any(${ids}::text[])`.execute(db);
  await writtenDaysAgo(1096, [idle, withOrder]);
  await writtenDaysAgo(1094, [written]);
  expect(await eraseAccounts()).toEqual({ erased: 1 });
  expect(await readAccount(db, vault, idle)).toEqual({
    id: idle,
    kind: undefined,
    verified: false,
    mobile: undefined,
    email: undefined,
    hasEntity: false,
  });
  expect((await readAccount(db, vault, written))?.mobile).toBe('13800138000');
  expect((await readAccount(db, vault, withOrder))?.mobile).toBe('13800138000');
  await saveAccount(db, vault, { id: idle, verified: true, mobile: '13900139000' });
  expect(await eraseAccounts()).toEqual({ erased: 0 });
  expect((await readAccount(db, vault, idle))?.mobile).toBe('13900139000');
});
