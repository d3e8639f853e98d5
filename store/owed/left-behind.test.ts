/** What a crash or an outage leaves behind is found, once, and not before its request has had its time. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  MONDAY_MORNING,
  sampleAccountId,
  sampleOrder,
  sampleOrderId,
} from '../../test/support/orders/stored-orders.ts';
import { openOrder } from '../orders/open-order.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { markStarted } from '../orders/order-workflows.ts';
import { markArrived, noteRequest, readUnsent, requestDigest } from '../outbox/action-requests.ts';
import { finishSession, startSession } from '../proofs/face-checks.ts';
import { takeOverLeftBehind } from './left-behind.ts';
import { claimOwedWork } from './owed-work.ts';
import type { OwedKind } from './tables.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const MINUTE = 60_000;
const NOON = instant(Date.UTC(2026, 2, 2, 4));
const later = (ms: number): Instant => instant(NOON + ms);

/** What one kind owes to an order, as a look at this time finds it. */
async function found(kind: OwedKind, orderId: OrderId, now: Instant): Promise<string[]> {
  await takeOverLeftBehind(store.db, { kinds: [kind], before: instant(now - 15_000), now });
  const owed = await store.db
    .selectFrom('owed_work')
    .select('name')
    .where('kind', '=', kind)
    .where('case_id', '=', orderId)
    .execute();
  return owed.map(({ name }) => name);
}

async function noted(orderId: OrderId, name: string, at: Instant): Promise<ActionId> {
  const actionId = name as ActionId;
  const actor = { id: 'user-1', role: 'applicant', door: 'api' } as const;
  const sent = { to: 'filing', action: 'withdraw', actionId, actor, data: {} } as const;
  await noteRequest(store.db, store.vault, { orderId, sent, digest: requestDigest(store.vault, name), at });
  return actionId;
}

test('an action in the outbox is found after a while, however often one looks, and not when it has arrived', async () => {
  const { id } = await sampleOrder(store.db, store.vault);
  await noted(id, 'left', NOON);
  await markArrived(store.db, { orderId: id, actionId: await noted(id, 'arrived', NOON) });
  expect(await found('ACTION', id, later(10_000))).toEqual([]);
  expect(await found('ACTION', id, later(MINUTE))).toEqual(['left']);
  expect(await found('ACTION', id, later(MINUTE))).toEqual(['left']);
});

test('an order is found until its workflow runs, whatever its own clock says', async () => {
  const { db, vault } = store;
  const id = sampleOrderId();
  const clockSkewMs = -300 * 86_400_000;
  await openOrder(db, vault, { id, accountId: sampleAccountId(), openedAt: instant(NOON + clockSkewMs), clockSkewMs });
  expect(await found('START', id, later(10_000))).toEqual([]);
  expect(await found('START', id, later(MINUTE))).toEqual(['']);
  const other = (await sampleOrder(db, vault)).id;
  await markStarted(db, other);
  expect(await found('START', other, later(MINUTE))).toEqual([]);
});

test('the result of a face check is found as long as the filing has not acknowledged it', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  const vendorReference = 'face-left-behind';
  const session = { orderId: id, personId: 'P1', personFingerprint: 'f', vendorReference };
  await startSession(db, vault, { ...session, at: MONDAY_MORNING, linkUntil: NOON });
  expect(await found('FACE_CHECK', id, NOON)).toEqual([]);
  const ended = await finishSession(db, vault, vendorReference, { status: 'PASSED', at: MONDAY_MORNING });
  expect(await found('FACE_CHECK', id, NOON)).toEqual([ended?.session.id]);
});

test('an erased order leaves no action to send', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  const actionId = await noted(id, 'forgotten', NOON);
  expect(await readUnsent(db, vault, { caseId: id, actionId })).toMatchObject({ action: 'withdraw' });
  await eraseOrder(db, vault, id, NOON);
  expect(await found('ACTION', id, later(MINUTE))).toEqual([]);
  expect(await readUnsent(db, vault, { caseId: id, actionId })).toBeUndefined();
});

test('the worker and the API take up only what is theirs', async () => {
  const taken = await claimOwedWork(store.db, { kinds: ['FACE_CHECK'], now: later(MINUTE), limit: 100 });
  expect(new Set(taken.map(({ kind }) => kind))).toEqual(new Set(['FACE_CHECK']));
});
