import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { BUILT_IN_POLICIES } from '../domain/policy/built-in-policies.ts';
import { createPolicies } from '../domain/policy/policy.ts';
import { civilDate } from '../domain/time/instant.ts';
import { caseKey } from '../store/cases/case-key.ts';
import { addDocument, currentDocuments, documentSealName } from '../store/proofs/documents.ts';
import { sealBytes } from '../store/sealing/seal.ts';
import { sha256 } from '../store/sealing/sha256.ts';
import { MONDAY_MORNING, sampleOrder } from '../test/support/orders/stored-orders.ts';
import { createTestParties } from '../test/support/parties/parties.ts';
import { migratedDatabase, type MigratedDatabase } from '../test/support/servers/migrated-database.ts';
import { originalScan, shownScan } from './shown-scan.ts';

const ON = { policies: createPolicies(BUILT_IN_POLICIES), on: civilDate(MONDAY_MORNING) };

let store: MigratedDatabase;
const { documents, images } = createTestParties();
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

/** An order with a scan as the version before stored it: without a small image. */
async function scanOfFormerDays(image: Buffer) {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const key = await caseKey(db, vault, orderId);
  if (key === undefined) throw new Error('the order has no key');
  const [slot, digest] = ['entity-certificate', sha256(image)];
  const objectKey = `${orderId}/${slot}/${digest}.${randomUUID()}`;
  await documents.put(objectKey, sealBytes(key, documentSealName(slot, digest), image));
  const file = { sha256: digest, mediaType: 'image/jpeg', size: image.length, objectKey };
  await addDocument(db, { orderId, slot, ...file, uploadedBy: 'user', uploadedAt: MONDAY_MORNING });
  const present = async () => {
    const [document] = await currentDocuments(db, orderId);
    if (document === undefined) throw new Error('the scan is not there');
    return document;
  };
  const deps = { database: db, documents, images };
  return {
    present,
    shown: async () => shownScan(deps, key, await present(), ON),
    original: async () => originalScan(deps, key, await present()),
  };
}

test('a scan of an earlier version gets its small image when it is first needed, and keeps its original', async () => {
  const image = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#123' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Telephone' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { present, shown, original } = await scanOfFormerDays(image);
  expect((await present()).shown).toBeUndefined();
  const [first, second] = await Promise.all([shown(), shown()]);
  expect(await sharp(first.content).metadata()).toMatchObject({ width: 1067, height: 1600, format: 'jpeg' });
  expect(first.content.includes('Telephone')).toBe(false);
  expect(second.content).toEqual(first.content);
  const kept = (await present()).shown;
  expect(kept).toMatchObject({ sha256: first.sha256, size: first.content.length });
  expect([...documents.contents.keys()].filter((key) => key.includes(first.sha256))).toEqual([kept?.objectKey]);
  expect(await shown()).toEqual(first);
  expect((await original()).content.equals(image)).toBe(true);
});

test('a scan of an earlier version that cannot be decoded is given as it was uploaded', async () => {
  const { present, shown } = await scanOfFormerDays(Buffer.from('accepted by its first bytes'));
  expect((await shown()).content.toString()).toBe('accepted by its first bytes');
  expect((await present()).shown).toBeUndefined();
});
