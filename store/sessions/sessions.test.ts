/** Sessions of the console, with the clock of the test. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  beginSession,
  beginSessionByCode,
  endSession,
  endSessionsOf,
  findSession,
  type SessionOwner,
} from './sessions.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.parse('2026-03-02T09:00:00+08:00');
const somebody: SessionOwner = { subject: 'li-lei', role: 'reviewer', accountId: undefined, providerSession: 'sid-1' };
const begin = (who = somebody, now = NINE, before?: string) => beginSession(store.db, who, { now, before });
const find = (token: string, now: number) => findSession(store.db, token, { now });

test('a token finds its session, and the database holds nothing that could be used as a token', async () => {
  const token = await begin();
  expect(await find(token, NINE + MINUTE)).toMatchObject({
    subject: 'li-lei',
    role: 'reviewer',
    providerSession: 'sid-1',
  });
  const rows = await store.db.selectFrom('console_sessions').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(await find('another', NINE)).toBeUndefined();
});

test('a session that nobody used for an hour has ended; one in use ends after twelve hours', async () => {
  const idle = await begin();
  expect(await find(idle, NINE + 61 * MINUTE)).toBeUndefined();

  let token = await begin();
  for (let now = NINE; now < NINE + 12 * HOUR; now += 30 * MINUTE) {
    const found = await find(token, now);
    expect(found).toBeDefined();
    token = found?.renewed ?? token;
  }
  expect(await find(token, NINE + 12 * HOUR)).toBeUndefined();
});

test('a token is replaced after a quarter of an hour; the one before is taken for one minute more', async () => {
  const first = await begin();
  expect((await find(first, NINE + 14 * MINUTE))?.renewed).toBeUndefined();
  const at = NINE + 16 * MINUTE;
  const both = await Promise.all([find(first, at), find(first, at)]);
  const renewed = both.map((found) => found?.renewed).filter((token) => token !== undefined);
  expect(renewed).toHaveLength(1);
  expect(await find(first, at + 30_000)).toMatchObject({ subject: 'li-lei', renewed: undefined });
  expect(await find(first, at + 2 * MINUTE)).toBeUndefined();
  expect(await find(renewed[0] ?? '', at + 2 * MINUTE)).toMatchObject({ subject: 'li-lei' });
});

test('a session that was ended is found no more', async () => {
  const token = await begin();
  await endSession(store.db, token, NINE);
  expect(await find(token, NINE + 1)).toBeUndefined();
});

test('the form of a session that ended can be sent when the same person signs in again, and by nobody else', async () => {
  const first = await begin();
  const proof = (await find(first, NINE))?.csrf;
  const again = await begin(somebody, NINE + 2 * HOUR, first);
  expect((await find(again, NINE + 2 * HOUR))?.csrf).toBe(proof);
  const other = await begin({ ...somebody, subject: 'han-meimei' }, NINE + 2 * HOUR, again);
  expect((await find(other, NINE + 2 * HOUR))?.csrf).not.toBe(proof);
  expect(await find(again, NINE + 2 * HOUR + 1)).toBeUndefined();
});

test('the provider ends one sign-in by its name, or all of a person', async () => {
  const [one, two, three] = [
    await begin({ ...somebody, subject: 'zhao', providerSession: 'sid-2' }),
    await begin({ ...somebody, subject: 'zhao', providerSession: 'sid-3' }),
    await begin({ ...somebody, subject: 'qian', providerSession: 'sid-4' }),
  ];
  expect(await endSessionsOf(store.db, { providerSession: 'sid-2' }, NINE)).toBe(1);
  expect([await find(one, NINE + 1), (await find(two, NINE + 1))?.subject]).toEqual([undefined, 'zhao']);
  expect(await endSessionsOf(store.db, { subject: 'zhao' }, NINE)).toBe(1);
  expect([await find(two, NINE + 1), (await find(three, NINE + 1))?.subject]).toEqual([undefined, 'qian']);
  expect(await endSessionsOf(store.db, {}, NINE)).toBe(0);
});

test('a code lets one phone in, to one order, for two hours at most', async () => {
  const onlyOrder = 'BA20260302-0000000A' as OrderId;
  const owner = { subject: 'li-lei', role: 'applicant' as const, accountId: 'account-1' as AccountId, onlyOrder };
  const scan = (now: number) => beginSessionByCode(store.db, owner, { handOff: 'code-1', now });
  const token = (await scan(NINE)) ?? '';
  expect(await find(token, NINE + MINUTE)).toMatchObject({ subject: 'li-lei', accountId: 'account-1', onlyOrder });
  expect(await scan(NINE + MINUTE)).toBeUndefined();
  const halfway = await find(token, NINE + 59 * MINUTE);
  expect(await find(halfway?.renewed ?? '', NINE + 118 * MINUTE)).toBeDefined();
  expect(await find(halfway?.renewed ?? '', NINE + 121 * MINUTE)).toBeUndefined();
});
