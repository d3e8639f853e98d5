/** One row that cannot be opened, because it was changed or its key is missing, hides no other row of a list. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderId } from '../../domain/identifiers.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleAccountId, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { sampleSms, stepOfMessages } from '../../test/support/orders/stored-messages.ts';
import { codesOfInstance, generateCode } from '../assets/authorization-codes.ts';
import { historyPage } from '../audit/history.ts';
import { faceCheckPage } from '../proofs/face-check-list.ts';
import { sessionsOf, startSession } from '../proofs/face-checks.ts';
import { findRecords } from '../records/find-records.ts';
import { writeRecord } from '../records/write-record.ts';
import { writeFilingStep } from '../steps/filing-step.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const derived = () => ({ waitingOn: 'reviewer' as const, dues: [] });
const noted = (orderId: OrderId, detail: string) => {
  const step = sampleStep(orderId);
  return { ...step, cause: { ...step.cause, detail } };
};

const NONSENSE = Buffer.from('nonsense');
const ALL = { limit: 10 };

test('a code that cannot be opened is listed without its text', async () => {
  const { db, vault } = store;
  const request = { instanceId: 'ins-1', accountId: sampleAccountId(), max: 5, at: MONDAY_MORNING };
  const first = await generateCode(db, vault, request);
  await generateCode(db, vault, request);
  const id = first.created ? first.code.id : '';
  await db.updateTable('authorization_codes').set({ code: NONSENSE }).where('id', '=', id).execute();
  const codes = await codesOfInstance(db, vault, 'ins-1');
  expect(codes.map(({ code }) => `${code?.length}`).toSorted()).toEqual(['16', 'undefined']);
});

test('a record whose key or details cannot be opened is listed without its details', async () => {
  const { db, vault } = store;
  const accountId = sampleAccountId();
  const { id: orderId } = await sampleOrder(db, vault, { accountId });
  for (const serial of ['31', '32', '33']) {
    const entityNumber = `琼ICP备20260000${serial}号`;
    const websites = [{ domain: `example${serial}.cn`, number: `${entityNumber}-1` }];
    await writeRecord(db, vault, { orderId, at: MONDAY_MORNING, entityNumber, websites, issuedOn: '2026-03-31' });
  }
  const change = (serial: string, set: object) =>
    db.updateTable('record_entities').set(set).where('number', '=', `琼ICP备20260000${serial}号`).execute();
  await change('31', { wrapped_key: NONSENSE });
  await change('32', { details: NONSENSE });
  const { rows } = await findRecords(db, vault, { accountId }, ALL);
  expect(rows.map(({ details }) => details?.head?.name)).toEqual([undefined, undefined, '张三']);
});

test('a history whose key cannot be opened is listed without its notes', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  await writeFilingStep(db, vault, noted(orderId, 'a note'), derived);
  const details = async () => (await historyPage(db, vault, orderId, ALL)).rows.map(({ detail }) => detail);
  expect(await details()).toEqual(['a note']);
  await db.updateTable('cases').set({ wrapped_key: NONSENSE }).where('id', '=', orderId).execute();
  expect(await details()).toEqual([undefined]);
});

test('a face check that cannot be opened is listed, and proves nobody', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const session = { orderId, personId: 'P1', personFingerprint: '0123', at: MONDAY_MORNING, linkUntil: MONDAY_MORNING };
  for (const vendorReference of ['r-1', 'r-2']) await startSession(db, vault, { ...session, vendorReference });
  const first = db.updateTable('liveness_sessions').set({ person_fingerprint: NONSENSE });
  await first.where('vendor_reference', '=', 'r-1').execute();
  const prints = (listed: { personFingerprint: string }[]) => listed.map((one) => one.personFingerprint).toSorted();
  expect(prints(await sessionsOf(db, vault, orderId))).toEqual(['', '0123']);
  expect(prints((await faceCheckPage(db, vault, { orderId, personId: 'P1' }, ALL)).rows)).toEqual(['', '0123']);
});

test('a message that cannot be opened is attempted like the others of its step, without address and content', async () => {
  const { db } = store;
  const step = await stepOfMessages(store, [sampleSms('13800138000'), sampleSms('13900139000', { personId: 'P2' })]);
  const second = db.updateTable('messages').set({ address: NONSENSE }).where('person_id', '=', 'P2');
  await second.where('case_id', '=', step.orderId).execute();
  const attempted = await step.attempt();
  const seen = attempted.map(({ personId, address, isUnreadable }) => `${personId} ${address} ${isUnreadable}`);
  expect(seen.toSorted()).toEqual(['P1 13800138000 false', 'P2 undefined true']);
  expect(await step.log()).toHaveLength(2);
});
