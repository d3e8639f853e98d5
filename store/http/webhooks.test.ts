import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { beginEvent, finishEvent, forgetEvent, useNonce } from './webhooks.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const at = MONDAY_MORNING;
const digest = Buffer.from('what the event says');

test('a signed request is accepted once, also when it is replayed at the same moment', async () => {
  const { db } = store;
  const used = await Promise.all([1, 2, 3].map(() => useNonce(db, 'bureau', 'n-1', at)));
  expect(used.filter(Boolean)).toHaveLength(1);
  expect(await useNonce(db, 'sms', 'n-1', at)).toBe(true);
});

test('R-SM-8: an event is worked on once, and its repeats are recognised', async () => {
  const { db } = store;
  const event = { party: 'bureau', eventId: 'e-1', digest, at };
  const begun = await Promise.all([1, 2, 3].map(() => beginEvent(db, event)));
  expect(begun.filter((one) => one === 'FRESH')).toHaveLength(1);
  expect(await beginEvent(db, event)).toBe('UNDER_WAY');
  await finishEvent(db, event);
  expect(await beginEvent(db, { ...event, at: later(at, 3_600_000) })).toBe('REPEAT');
});

test('other content under the id of an event is no repeat, whether the first is done or under way', async () => {
  const { db } = store;
  const event = { party: 'bureau', eventId: 'e-3', digest, at };
  const other = { ...event, digest: Buffer.from('something else') };
  await beginEvent(db, event);
  expect(await beginEvent(db, other)).toBe('OTHER');
  expect(await beginEvent(db, { ...other, at: later(at, 31_000) })).toBe('OTHER');
  await finishEvent(db, event);
  expect(await beginEvent(db, other)).toBe('OTHER');
  expect(await beginEvent(db, event)).toBe('REPEAT');
});

test('an event left by a crash is taken over, and one that failed can come again at once', async () => {
  const { db } = store;
  const event = { party: 'bureau', eventId: 'e-2', digest, at };
  await beginEvent(db, event);
  const again = { ...event, at: later(at, 31_000) };
  expect(await beginEvent(db, again)).toBe('FRESH');
  await forgetEvent(db, again);
  expect(await beginEvent(db, event)).toBe('FRESH');
});

test('an event that was taken over stays in hand when the first try fails late', async () => {
  const { db } = store;
  const event = { party: 'bureau', eventId: 'e-4', digest, at };
  await beginEvent(db, event);
  expect(await beginEvent(db, { ...event, at: later(at, 31_000) })).toBe('FRESH');
  await forgetEvent(db, event);
  expect(await beginEvent(db, { ...event, at: later(at, 32_000) })).toBe('UNDER_WAY');
});
