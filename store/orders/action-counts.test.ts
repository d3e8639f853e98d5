import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActionId } from '../../domain/identifiers.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { noteRequest, readRequest, requestDigest } from '../outbox/action-requests.ts';
import { countAction, uncountAction } from './action-counts.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

async function counted(over: { day?: string; who?: string; action?: string } = {}) {
  const { id: orderId } = await sampleOrder(store.db, store.vault);
  const { day = '2026-03-02', who = 'applicant', action = 'withdraw' } = over;
  return { orderId, day: day as CivilDate, who, action };
}

test('as many are counted as the limit allows, however many come at once', async () => {
  const as = await counted();
  const all = await Promise.all(Array.from({ length: 12 }, () => countAction(store.db, as, 5)));
  expect(all.filter(Boolean)).toHaveLength(5);
});

test('what is given back may be counted again', async () => {
  const as = await counted();
  expect(await countAction(store.db, as, 1)).toBe(true);
  expect(await countAction(store.db, as, 1)).toBe(false);
  await uncountAction(store.db, as);
  expect(await countAction(store.db, as, 1)).toBe(true);
});

test('days, people and actions are counted apart', async () => {
  const as = await counted();
  await countAction(store.db, as, 1);
  for (const other of [{ day: '2026-03-03' as CivilDate }, { who: 'staff:R1' }, { action: 'submitForReview' }])
    expect(await countAction(store.db, { ...as, ...other }, 1)).toBe(true);
});

test('an action above the limit is not noted, and neither is its repeat counted as a new one', async () => {
  const { db, vault } = store;
  const as = await counted();
  const actor = { id: 'user-1', role: 'applicant', door: 'api' } as const;
  const note = (name: string, limit: number) => {
    const actionId = name as ActionId;
    const sent = { to: 'filing', action: 'withdraw', actionId, actor, data: {} } as const;
    const digest = requestDigest(vault, name);
    return noteRequest(db, vault, { orderId: as.orderId, sent, digest, at: MONDAY_MORNING, counts: { as, limit } });
  };
  expect(await note('first', 2)).toBe('NEW');
  expect(await note('first', 3)).toBe('SAME');
  expect(await note('second', 2)).toBe('TOO_OFTEN');
  expect(await readRequest(db, as.orderId, 'second' as ActionId)).toBeUndefined();
  expect(await note('first', 2)).toBe('TOO_OFTEN');
});
