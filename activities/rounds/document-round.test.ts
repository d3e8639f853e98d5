import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import { DefaultLogger } from '@temporalio/worker';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { createPolicies } from '../../domain/policy/policy.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { objectKeysOf } from '../../store/orders/erasure.ts';
import { addDocument, currentDocuments, removeDocument } from '../../store/proofs/documents.ts';
import { writeFilingStep } from '../../store/steps/filing-step.ts';
import { sampleOrder, sampleProgress, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { createTestParties } from '../../test/support/parties/parties.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createDocumentActivities } from './document-round.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Instant => instant(Date.now() - days * DAY_MS);

let store: MigratedDatabase;
const { documents } = createTestParties();
const logged: unknown[] = [];
const rules = async () => ({
  policies: createPolicies(BUILT_IN_POLICIES),
  calendar: createCalendar(PUBLISHED_YEARS),
});
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());
beforeEach(() => {
  documents.contents.clear();
  logged.length = 0;
});

const round = () => {
  const logger = new DefaultLogger('INFO', ({ level, meta }) => logged.push([level, meta]));
  const activities = createDocumentActivities({ database: store.db, documents, rules });
  const run = <T>(work: () => Promise<T>): Promise<T> => new MockActivityEnvironment({}, { logger }).run(work);
  return {
    remove: () => run(() => activities.removeReplacedScans()),
    compare: () => run(() => activities.compareDocumentStore()),
  };
};

/** A scan in a slot, as an upload stores it; returns the keys of its two objects. */
async function upload(orderId: OrderId, slot: string, uploadedAt: Instant): Promise<string[]> {
  const sha256 = randomUUID();
  const [objectKey, shownKey] = [`${orderId}/${slot}/${sha256}`, `${orderId}/${slot}/${sha256}.small`];
  for (const key of [objectKey, shownKey]) await documents.put(key, Buffer.from(key));
  const shown = { sha256, size: 10, objectKey: shownKey };
  await addDocument(store.db, { orderId, slot, sha256, mediaType: 'image/png', size: 100, objectKey, uploadedBy: 'user', uploadedAt, shown });
  return [objectKey, shownKey];
} // prettier-ignore

/** The filing of an order enters a state at an instant. */
async function enters(orderId: OrderId, to: Stage, at: Instant, seq: number): Promise<void> {
  const progress = sampleProgress(to, { enteredAt: at, visit: seq + 1 });
  const step = sampleStep(orderId, { seq, at, from: to === 'PRELIM_REVIEW' ? 'CONFIRMATION' : 'PRELIM_REVIEW', to, progress });
  await writeFilingStep(store.db, store.vault, step, () => ({ waitingOn: 'nobody', dues: [], messages: [] }));
} // prettier-ignore

const left = () => [...documents.contents.keys()].toSorted();

describe('the daily round over the images', () => {
  test('removes replaced and removed ones after a week, and their hashes stay', async () => {
    const { id } = await sampleOrder(store.db, store.vault);
    const replaced = await upload(id, 'entity-certificate', daysAgo(20));
    const recent = await upload(id, 'entity-certificate', daysAgo(10));
    const present = await upload(id, 'entity-certificate', daysAgo(3));
    await upload(id, 'checklist-form', daysAgo(20));
    await removeDocument(store.db, { orderId: id, slot: 'checklist-form', by: 'user', at: daysAgo(8) });
    expect(await round().remove()).toEqual({ removed: 2 });
    expect(left()).toEqual([...recent, ...present].toSorted());
    expect(left()).not.toContain(replaced[0]);
    expect(await round().remove()).toEqual({ removed: 0 });
    const rows = await store.db.selectFrom('documents').selectAll().where('order_id', '=', id).execute();
    expect(rows).toHaveLength(4);
    for (const { sha256 } of rows) expect(sha256).not.toBe('');
    expect(await objectKeysOf(store.db, id)).toHaveLength(4);
    expect(await currentDocuments(store.db, id)).toMatchObject([{ version: 3 }]);
  });

  test('keeps what a reviewer had before them or the bureau got, and goes by the order’s own clock', async () => {
    const { id } = await sampleOrder(store.db, store.vault, { clockSkewMs: -30 * DAY_MS });
    const draft = await upload(id, 'entity-certificate', daysAgo(60));
    const reviewed = await upload(id, 'entity-certificate', daysAgo(59));
    await enters(id, 'PRELIM_REVIEW', daysAgo(58), 1);
    await enters(id, 'PRELIM_REJECTED', daysAgo(57), 2);
    const corrected = await upload(id, 'entity-certificate', daysAgo(56));
    const again = await upload(id, 'entity-certificate', daysAgo(55));
    await enters(id, 'PRELIM_REVIEW', daysAgo(54), 3);
    expect(await round().remove()).toEqual({ removed: 2 });
    expect(left()).toEqual([...reviewed, ...again].toSorted());
    for (const key of [...draft, ...corrected]) expect(left()).not.toContain(key);
    const young = await sampleOrder(store.db, store.vault, { clockSkewMs: -30 * DAY_MS });
    await upload(young.id, 'entity-certificate', daysAgo(33));
    await upload(young.id, 'entity-certificate', daysAgo(32));
    expect(await round().remove()).toEqual({ removed: 0 });
  });

  test('A-196 removes what was decided on a year after it was replaced or removed, and never what is still in its slot', async () => {
    const { id } = await sampleOrder(store.db, store.vault);
    const reviewed = await upload(id, 'entity-certificate', daysAgo(400));
    const removed = await upload(id, 'checklist-form', daysAgo(400));
    await enters(id, 'PRELIM_REVIEW', daysAgo(390), 1);
    await enters(id, 'PRELIM_REJECTED', daysAgo(385), 2);
    const corrected = await upload(id, 'entity-certificate', daysAgo(364));
    await removeDocument(store.db, { orderId: id, slot: 'checklist-form', by: 'user', at: daysAgo(364) });
    expect(await round().remove()).toEqual({ removed: 0 });
    await sql`update documents set uploaded_at = uploaded_at - interval '2 days', removed_at = removed_at - interval '2 days'
      where order_id = ${id}`.execute(store.db);
    expect(await round().remove()).toEqual({ removed: 2 });
    expect(left()).toEqual(corrected.toSorted());
    for (const key of [...reviewed, ...removed]) expect(left()).not.toContain(key);
  });

  test('an image that cannot be removed keeps no other from being removed', async () => {
    const { id } = await sampleOrder(store.db, store.vault);
    const [stuck = ''] = await upload(id, 'checklist-form', daysAgo(20));
    await upload(id, 'entity-certificate', daysAgo(20));
    const present = [
      ...(await upload(id, 'checklist-form', daysAgo(10))),
      ...(await upload(id, 'entity-certificate', daysAgo(10))),
    ];
    const refusing = {
      ...documents,
      delete: (key: string) => (key === stuck ? Promise.reject(new Error('refused')) : documents.delete(key)),
    };
    const activities = createDocumentActivities({ database: store.db, documents: refusing, rules });
    expect(await new MockActivityEnvironment().run(() => activities.removeReplacedScans())).toEqual({ removed: 1 });
    expect(await round().remove()).toEqual({ removed: 1 });
    expect(left()).toEqual(present.toSorted());
  });

  test('removes objects that no document names once they are a week old, and nothing that is not ours', async () => {
    const { id } = await sampleOrder(store.db, store.vault);
    const kept = await upload(id, 'entity-certificate', daysAgo(20));
    await documents.put(`${id}/entity-certificate/orphan`, Buffer.from('x'));
    await documents.put('somebody-else/backup', Buffer.from('x'));
    expect((await round().compare()).orphans).toBe(1);
    expect(left()).toEqual([...kept, 'somebody-else/backup'].toSorted());
    const young = { ...documents, list: async function* () { yield [{ key: `${id}/entity-certificate/new`, storedAt: daysAgo(6) }]; } };
    const activities = createDocumentActivities({ database: store.db, documents: young, rules });
    await documents.put(`${id}/entity-certificate/new`, Buffer.from('x'));
    await new MockActivityEnvironment().run(() => activities.compareDocumentStore());
    expect(left()).toContain(`${id}/entity-certificate/new`);
  }); // prettier-ignore

  test('reports documents whose object is lost, by their orders', async () => {
    const before = await round().compare();
    const { id } = await sampleOrder(store.db, store.vault);
    const [original = ''] = await upload(id, 'entity-certificate', daysAgo(1));
    await upload(id, 'checklist-form', daysAgo(1));
    documents.contents.delete(original);
    logged.length = 0;
    expect((await round().compare()).missing).toBe(before.missing + 1);
    expect(JSON.stringify(logged)).toContain(id);
    expect(JSON.stringify(logged)).toContain('ERROR');
  });
});
