/** The queue of uploads, the stored files and what filings are told, in Postgres. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActionId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { claimOwedWork } from '../owed/owed-work.ts';
import { readUnsent } from '../outbox/action-requests.ts';
import { fileToAcknowledge, markAcknowledged, rawFile, setAside, storeFile } from './downloads.ts';
import { tellFiling } from './tell-filing.ts';
import {
  contentOf,
  endUpload,
  handOverKey,
  isQueued,
  markSent,
  nextUpload,
  queueUpload,
  sendNumbersAgain,
} from './uploads.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const NOW = instant(Date.now());
let accounts = 0;
const newAccount = () => `account-${(accounts += 1)}`;
const report = (account: string, key: string) =>
  queueUpload(
    store.db,
    store.vault,
    { account, key: `${account}:${key}`, message: 'IPLY', zip: Buffer.from(key) },
    NOW,
  );

test('an upload is queued once under its key, and its content can be read until its order is erased', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const account = newAccount();
  const upload = {
    account,
    key: handOverKey(orderId, 1),
    message: 'XZBA',
    zip: Buffer.from('the first content'),
    orderId,
    handOver: 1,
  };
  expect(await queueUpload(db, vault, upload, NOW)).toBe('QUEUED');
  expect(await queueUpload(db, vault, { ...upload, zip: Buffer.from('other') }, NOW)).toBe('KNOWN');
  expect(await isQueued(db, handOverKey(orderId, 1))).toBe(true);
  const next = await nextUpload(db, account);
  expect(next).toMatchObject({ caseId: orderId, handOver: 1, message: 'XZBA', number: null });
  expect(await contentOf(db, vault, next?.id ?? 0)).toEqual(Buffer.from('the first content'));
  await eraseOrder(db, vault, orderId, MONDAY_MORNING);
  expect(await contentOf(db, vault, next?.id ?? 0)).toBeUndefined();
  expect(await queueUpload(db, vault, { ...upload, key: handOverKey(orderId, 2) }, NOW)).toBe('ERASED');
});

test('numbers that the bureau lacks are sent again before everything else, and only when all of them are here', async () => {
  const { db } = store;
  const account = newAccount();
  for (const key of ['one', 'two', 'three']) await report(account, key);
  for (const number of [1, 2]) {
    const { id = 0 } = (await nextUpload(db, account)) ?? {};
    await markSent(db, id, number, NOW);
    await endUpload(db, id, { state: 'ACCEPTED', number }, { code: 0, at: NOW });
  }
  expect(await sendNumbersAgain(db, account, [1, 2, 7])).toBe(false);
  expect((await nextUpload(db, account))?.number).toBeNull();
  expect(await sendNumbersAgain(db, account, [2])).toBe(true);
  expect((await nextUpload(db, account))?.number).toBe(2);
});

test('a file is stored once; another content under its name stands beside it', async () => {
  const { db, vault } = store;
  const account = newAccount();
  const file = { account, fileName: 'f.xml', raw: { form: 'ZIP', bytes: Buffer.from('first') }, at: NOW } as const;
  const first = await storeFile(db, vault, file);
  expect(first).toMatchObject({ was: 'NEW', acknowledged: false });
  expect(await storeFile(db, vault, file)).toMatchObject({ id: first.id, was: 'REPEAT' });
  const other = await storeFile(db, vault, { ...file, raw: { form: 'ZIP', bytes: Buffer.from('second') } });
  expect(other.was).toBe('OTHER');
  expect((await rawFile(db, vault, first.id))?.raw.bytes).toEqual(Buffer.from('first'));
  expect((await rawFile(db, vault, other.id))?.raw.bytes).toEqual(Buffer.from('second'));
  expect(await fileToAcknowledge(db, account)).toEqual({ id: first.id, fileName: 'f.xml' });
  await markAcknowledged(db, first.id, NOW);
  expect(await fileToAcknowledge(db, account)).toBeUndefined();
});

test('a file that cannot be opened is not acknowledged before somebody sets it aside, and is replaced when it comes whole', async () => {
  const { db, vault } = store;
  const account = newAccount();
  const damaged = {
    account,
    fileName: 'd.xml',
    raw: { form: 'ENVELOPE', bytes: Buffer.from('half') },
    fault: 'ENVELOPE_HASH',
    at: NOW,
  } as const;
  const { id } = await storeFile(db, vault, damaged);
  expect(await storeFile(db, vault, damaged)).toMatchObject({ id, tries: 2 });
  expect(await fileToAcknowledge(db, account)).toBeUndefined();
  expect(await setAside(db, id)).toBe(true);
  expect(await fileToAcknowledge(db, account)).toMatchObject({ id });
  const whole = { account, fileName: 'd.xml', raw: { form: 'ZIP', bytes: Buffer.from('whole') }, at: NOW } as const;
  expect(await storeFile(db, vault, whole)).toMatchObject({ id, was: 'REPEAT' });
  expect((await rawFile(db, vault, id))?.raw).toEqual({ form: 'ZIP', bytes: Buffer.from('whole') });
});

test('what a bureau says is owed to the filing once, at once, under an id that means one thing', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const actionId = 'bureau-upload-1-accepted' as ActionId;
  const said = { orderId, actionId, action: 'forwardAccepted', data: { handOver: 1 } } as const;
  expect(await tellFiling(db, vault, said, NOW)).toBe(true);
  expect(await tellFiling(db, vault, said, NOW)).toBe(true);
  expect(await tellFiling(db, vault, { ...said, data: { handOver: 2 } }, NOW)).toBe(false);
  const owed = await claimOwedWork(db, { kinds: ['ACTION'], now: instant(NOW + 1), limit: 10 });
  expect(owed.filter(({ caseId }) => caseId === orderId)).toHaveLength(1);
  expect(await readUnsent(db, vault, { caseId: orderId, actionId })).toMatchObject({
    action: 'forwardAccepted',
    actor: { role: 'bureau', door: 'webhook' },
    data: { handOver: 1 },
  });
});
