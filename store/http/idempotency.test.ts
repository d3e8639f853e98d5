import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleActionId } from '../../test/support/orders/stored-orders.ts';
import { beginRequest, finishRequest, forgetRequest, type IdempotentRequest } from './idempotency.ts';

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
  await finishRequest(db, vault, first, answer);
  expect(await beginRequest(db, vault, first)).toEqual({ kind: 'REPEAT', response: answer });
  expect(await beginRequest(db, vault, { ...first, requestHash: 'hash-2' })).toEqual({ kind: 'CONFLICT' });
  expect(await beginRequest(db, vault, { ...first, accountId: 'acc-2' })).toEqual({ kind: 'FRESH' });
});

test('A-147: stored answers are ciphertext only', async () => {
  const { db, vault } = store;
  const first = request();
  await beginRequest(db, vault, first);
  await finishRequest(db, vault, first, answer);
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
  await forgetRequest(db, failed);
  expect(await beginRequest(db, vault, failed)).toEqual({ kind: 'FRESH' });
});
