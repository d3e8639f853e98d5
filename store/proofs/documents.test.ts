import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { addDocument, currentDocuments, removeDocument } from './documents.ts';
import { objectKeysOf } from '../orders/erasure.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

/** Every version of every slot, also after another one has replaced it. */
const versions = (orderId: OrderId) =>
  store.db
    .selectFrom('documents')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('slot')
    .orderBy('version')
    .execute();

const upload = (orderId: OrderId, slot: string, image: string, validUntil = '2030-01-01') =>
  addDocument(store.db, {
    orderId,
    slot,
    sha256: image,
    mediaType: 'image/png',
    size: 1000,
    objectKey: `${orderId}/${slot}/${image}`,
    uploadedBy: 'user-1',
    uploadedAt: MONDAY_MORNING,
    validUntil,
  });

test('R-MAT-6: a slot keeps every version with hash, uploader and validity, and the latest one counts', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  await upload(id, 'entity-certificate', 'aaa');
  await upload(id, 'entity-certificate', 'bbb');
  await upload(id, 'site-head-id', 'ccc');
  expect(await currentDocuments(db, id)).toMatchObject([
    { slot: 'entity-certificate', version: 2, sha256: 'bbb', uploadedBy: 'user-1', validUntil: '2030-01-01' },
    { slot: 'site-head-id', version: 1 },
  ]);
  expect(await versions(id)).toMatchObject([{ sha256: 'aaa' }, { sha256: 'bbb' }, { slot: 'site-head-id' }]);
  expect(await objectKeysOf(db, id)).toHaveLength(3);
});

test('the same image again is a repeat, also when it is sent five times at once', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  const added = await Promise.all(Array.from({ length: 5 }, () => upload(id, 'entity-certificate', 'aaa')));
  expect(new Set(added.map(({ version }) => version))).toEqual(new Set([1]));
});

test('the same image with a corrected validity is another version', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  await upload(id, 'entity-certificate', 'aaa');
  expect(await upload(id, 'entity-certificate', 'aaa', '2031-01-01')).toMatchObject({ version: 2 });
  expect(await currentDocuments(db, id)).toMatchObject([{ version: 2, validUntil: '2031-01-01' }]);
  expect(await upload(id, 'entity-certificate', 'aaa', '2031-01-01')).toMatchObject({ version: 2 });
});

test('five different images at once become five versions', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((image) => upload(id, 'entity-certificate', image)));
  expect((await versions(id)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
});

test('a removed document leaves an empty slot and its history, and the same image may come back', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  await upload(id, 'entity-certificate', 'aaa');
  const removal = { orderId: id, slot: 'entity-certificate', by: 'user-1', at: later(MONDAY_MORNING, 1000) };
  expect(await removeDocument(db, removal)).toBe(true);
  expect(await removeDocument(db, removal)).toBe(false);
  expect(await currentDocuments(db, id)).toEqual([]);
  expect(await versions(id)).toMatchObject([{ removed_by: 'user-1', removed_at: new Date(removal.at) }]);
  expect(await upload(id, 'entity-certificate', 'aaa')).toMatchObject({ version: 2 });
});
