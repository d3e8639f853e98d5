import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleActionId } from '../../test/support/orders/stored-orders.ts';
import { beginRequest, finishRequest, forgetRequest, holdRequest, type IdempotentRequest } from './idempotency.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const request = (over: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  accountId: 'acc-1',
  key: sampleActionId(),
  route: 'POST /v1/orders',
  requestHash: 'hash-1',
  at: MONDAY_MORNING,
  ...over,
});
const answer = { status: 201, headers: { etag: '"1"' }, body: { name: '张三' } };

test('the first request is worked on, repeats get its answer, and another body is a conflict', async () => {
  const { db, vault } = store;
  const first = request();
  const begun = await Promise.all([1, 2, 3, 4].map(() => beginRequest(db, vault, first)));
  expect(begun.filter(({ kind }) => kind === 'FRESH')).toHaveLength(1);
  expect(begun.filter(({ kind }) => kind === 'UNDER_WAY')).toHaveLength(3);
  await finishRequest(db, vault, { ...first, turn: 1 }, answer);
  expect(await beginRequest(db, vault, first)).toEqual({ kind: 'REPEAT', response: answer });
  expect(await beginRequest(db, vault, { ...first, requestHash: 'hash-2' })).toEqual({ kind: 'CONFLICT' });
  expect(await beginRequest(db, vault, { ...first, accountId: 'acc-2' })).toEqual({ kind: 'FRESH', turn: 1 });
});

test('A-147: stored answers are ciphertext only', async () => {
  const { db, vault } = store;
  const first = request();
  await beginRequest(db, vault, first);
  await finishRequest(db, vault, { ...first, turn: 1 }, answer);
  const row = await db.selectFrom('idempotency').selectAll().where('key', '=', first.key).executeTakeFirstOrThrow();
  expect(row.response?.toString('utf8')).not.toContain('张三');
});

test('a request that died is taken over once after a minute, and one that failed is taken over at once', async () => {
  const { db, vault } = store;
  const dead = request();
  await beginRequest(db, vault, dead);
  expect(await beginRequest(db, vault, { ...dead, at: later(MONDAY_MORNING, 59_000) })).toEqual({ kind: 'UNDER_WAY' });
  const after = { ...dead, at: later(MONDAY_MORNING, 61_000) };
  const taken = await Promise.all([1, 2, 3].map(() => beginRequest(db, vault, after)));
  expect(taken.filter(({ kind }) => kind === 'FRESH')).toHaveLength(1);

  const failed = request();
  await beginRequest(db, vault, failed);
  await forgetRequest(db, { ...failed, turn: 1 });
  expect(await beginRequest(db, vault, failed)).toEqual({ kind: 'FRESH', turn: 1 });
});

test('a slow request that says it goes on is not taken over, however long it takes', async () => {
  const { db, vault } = store;
  const slow = request();
  await beginRequest(db, vault, slow);
  for (let minute = 1; minute <= 5; minute += 1) {
    await holdRequest(db, { ...slow, turn: 1 }, later(MONDAY_MORNING, minute * 60_000 - 10_000));
    const repeat = { ...slow, at: later(MONDAY_MORNING, minute * 60_000 + 5_000) };
    expect(await beginRequest(db, vault, repeat)).toEqual({ kind: 'UNDER_WAY' });
  }
});

test('a request that was taken over overwrites and forgets nothing when it comes back', async () => {
  const { db, vault } = store;
  const first = request();
  await beginRequest(db, vault, first);
  const second = { ...first, at: later(MONDAY_MORNING, 61_000) };
  expect(await beginRequest(db, vault, second)).toEqual({ kind: 'FRESH', turn: 2 });
  const late = { ...answer, body: { name: 'of the first' } };

  await forgetRequest(db, { ...first, turn: 1 });
  expect(await beginRequest(db, vault, second)).toEqual({ kind: 'UNDER_WAY' });
  await holdRequest(db, { ...first, turn: 1 }, later(MONDAY_MORNING, 3_600_000));
  await finishRequest(db, vault, { ...first, turn: 1 }, late);
  expect(await beginRequest(db, vault, second)).toEqual({ kind: 'UNDER_WAY' });
  await finishRequest(db, vault, { ...first, turn: 2 }, answer);
  await finishRequest(db, vault, { ...first, turn: 1 }, late);
  expect(await beginRequest(db, vault, second)).toEqual({ kind: 'REPEAT', response: answer });
});
