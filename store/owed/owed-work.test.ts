/** Work that is owed to filings: who is tried when, and who has to wait for whom. */
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ActionId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { openDatabase, closeDatabase, inTransaction } from '../postgres/database.ts';
import { listTasks } from '../tasks/tasks.ts';
import { oweSignals, oweToEveryFiling } from './owed-signals.ts';
import {
  claimOwedWork,
  countOwedWork,
  endOwedWork,
  isWorkDue,
  noteFailedTry,
  setAside,
  stillOwed,
  tryAgainNow,
  type OwedWork,
} from './owed-work.ts';
import { closeStuckTask, openStuckTask } from './stuck-work.ts';

let store: MigratedDatabase;
beforeEach(async () => {
  await store?.close();
  store = await migratedDatabase();
});
afterAll(() => store.close());

const NOON = instant(Date.UTC(2026, 2, 2, 4));
const after = (seconds: number): Instant => instant(NOON + seconds * 1000);
const signal = {
  action: 'policyChanged',
  actor: { id: 'operator-1', role: 'system', door: 'api' },
  data: {},
} as const;

const order = async () => (await sampleOrder(store.db, store.vault)).id;
const owe = async (orderId: Awaited<ReturnType<typeof order>>, name: string, at = NOON) =>
  oweSignals(store.db, [{ orderId, actionId: name as ActionId, signal }], at);
const claim = (now: Instant, limit = 100) => claimOwedWork(store.db, { kinds: ['SIGNAL'], now, limit });
const names = (work: readonly OwedWork[]) => work.map(({ name }) => name).toSorted();
async function claimed(now: Instant): Promise<OwedWork> {
  const [work] = await claim(now, 1);
  if (work === undefined) throw new Error('nothing is due');
  return work;
}

test('a piece of work that was just taken up is not due for others, and comes back when nobody ends it', async () => {
  await owe(await order(), 'news');
  const other = openDatabase(store.url);
  const both = await Promise.all([claim(NOON), claimOwedWork(other, { kinds: ['SIGNAL'], now: NOON, limit: 100 })]);
  await closeDatabase(other);
  expect(both.flat()).toMatchObject([{ name: 'news', attempts: 1, content: signal }]);
  expect(await claim(after(14))).toEqual([]);
  expect(await claim(after(15))).toMatchObject([{ name: 'news', attempts: 2 }]);
});

test('no more is taken up than was asked for, whatever plan Postgres makes', async () => {
  for (const name of ['one', 'two', 'three']) await owe(await order(), name);
  const first = await inTransaction(store.db, async (trx) => {
    for (const way of ['hashjoin', 'mergejoin', 'material', 'hashagg', 'indexscan', 'bitmapscan', 'sort'])
      await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(trx);
    return claimOwedWork(trx, { kinds: ['SIGNAL'], now: NOON, limit: 1 });
  });
  expect(names(first)).toEqual(['one']);
  expect(names(await claim(NOON))).toEqual(['three', 'two']);
});

test('every failed try doubles the pause, up to ten minutes', async () => {
  await owe(await order(), 'news');
  const pauses: number[] = [];
  let now = NOON;
  for (let tries = 0; tries < 9; tries += 1) {
    await noteFailedTry(store.db, await claimed(now), 'ServiceError');
    const { next_try_at: next } = await store.db
      .selectFrom('owed_work')
      .select('next_try_at')
      .executeTakeFirstOrThrow();
    pauses.push((next.getTime() - now) / 1000);
    now = instant(next.getTime());
  }
  expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 600, 600, 600]);
});

test('a thousand pieces that fail keep no place before one that comes later', async () => {
  const poisoned = await Promise.all(Array.from({ length: 40 }, order));
  for (const orderId of poisoned)
    await oweSignals(
      store.db,
      Array.from({ length: 25 }, (_, place) => ({ orderId, actionId: `bad-${place}` as ActionId, signal })),
      NOON,
    );
  for (const work of await claim(NOON, 1000)) await noteFailedTry(store.db, work, 'ServiceError');
  await owe(await order(), 'good', after(1));
  expect(names(await claim(after(1), 1))).toEqual(['good']);
});

test('the newest work can be taken up before all that came earlier', async () => {
  for (const name of ['first', 'second', 'third']) await owe(await order(), name);
  const newest = { kinds: ['SIGNAL'], now: NOON, limit: 1, first: 'NEWEST' } as const;
  expect(names(await claimOwedWork(store.db, newest))).toEqual(['third']);
  expect(names(await claim(NOON, 1))).toEqual(['first']);
});

test('work of one order is tried in its order, and no order waits for another', async () => {
  const [first, second] = [await order(), await order()];
  await owe(first, 'expired');
  await owe(first, 'renewed', after(1));
  await owe(second, 'elsewhere', after(1));
  const taken = await claim(after(1));
  expect(names(taken)).toEqual(['elsewhere', 'expired']);
  for (const work of taken) await endOwedWork(store.db, work, after(2));
  expect(names(await claim(after(2)))).toEqual(['renewed']);
});

test('what waits behind a failed try is due again with it, and at once when it is done', async () => {
  const orderId = await order();
  await owe(orderId, 'first');
  await owe(orderId, 'second');
  const first = await claimed(NOON);
  await noteFailedTry(store.db, first, 'ServiceError');
  expect(await isWorkDue(store.db, ['SIGNAL'], after(10))).toBe(false);
  await endOwedWork(store.db, first, after(10));
  expect(names(await claim(after(10)))).toEqual(['second']);
});

test('what cannot be read waits for a person without holding anything up, and is tried once its task is dealt with', async () => {
  const orderId = await order();
  await owe(orderId, 'unreadable');
  await owe(orderId, 'next');
  await setAside(store.db, await claimed(NOON), 'SealError', NOON);
  expect(names(await claim(after(1)))).toEqual(['next']);
  expect(names(await claim(after(86_400)))).toEqual(['next']);
  expect(await countOwedWork(store.db)).toEqual(
    expect.arrayContaining([
      { kind: 'SIGNAL', setAside: true, count: 1 },
      { kind: 'SIGNAL', setAside: false, count: 1 },
    ]),
  );
  await tryAgainNow(store.db, orderId, after(86_400));
  expect(names(await claim(after(86_400)))).toEqual(['unreadable']);
});

test('the task is open until nothing of the order is stuck', async () => {
  const orderId = await order();
  const open = async () => (await listTasks(store.db, { caseId: orderId })).tasks.map(({ kind }) => kind);
  await owe(orderId, 'unreadable');
  const work = await claimed(NOON);
  await setAside(store.db, work, 'SealError', NOON);
  await openStuckTask(store.db, orderId, NOON);
  await closeStuckTask(store.db, orderId, NOON);
  expect(await open()).toEqual(['OWED_WORK_STUCK']);
  await endOwedWork(store.db, work, NOON);
  await closeStuckTask(store.db, orderId, NOON);
  expect(await open()).toEqual([]);
});

test('news for everybody is owed to each open order once, and what was told is owed no longer', async () => {
  const [open, ended] = [await order(), await order()];
  await store.db.updateTable('orders').set({ stage: 'ABANDONED' }).where('id', '=', ended).execute();
  const news = { actionId: 'policy:1' as ActionId, signal };
  const owed = await oweToEveryFiling(store.db, news, NOON);
  expect(await oweToEveryFiling(store.db, news, NOON)).toEqual([]);
  const taken = await claim(NOON);
  expect(taken).toMatchObject([{ caseId: open, name: 'policy:1', content: signal }]);
  expect(await stillOwed(store.db, owed)).toBe(1);
  for (const work of taken) await endOwedWork(store.db, work, NOON);
  expect(await stillOwed(store.db, owed)).toBe(0);
});
