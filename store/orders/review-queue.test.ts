/** The queue of the reviewers with very many orders: what a page of it reads does not grow with them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql, type CompiledQuery } from 'kysely';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { scansOf } from '../../test/support/servers/plan.ts';
import {
  later,
  MONDAY_MORNING,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import type { Database } from '../postgres/database.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { listOrders, type OrderFilter } from './order-list.ts';
import { queueCounts } from './review-queue.ts';

const MANY = 10_000;
const HOUR = 3_600_000;
let store: MigratedDatabase;

/** Every hundredth is of Hainan, a change, and claimed; one in four waits for photos to be judged; one is due every hour. */
beforeAll(async () => {
  store = await migratedDatabase();
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  await writeFilingStep(db, vault, sampleStep(id, { progress: sampleProgress('PRELIM_REVIEW') }), () => ({
    waitingOn: 'reviewer',
    dues: [{ kind: 'review', at: MONDAY_MORNING, unit: 'BD', amount: 2, from: MONDAY_MORNING }],
  }));
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_name = 'orders' and table_schema = current_schema() and is_generated = 'NEVER'`.execute(db);
  const said: Record<string, string> = {
    id: `'BA' || n`,
    account_id: `'acc-' || n`,
    due_at: `timestamptz '2026-03-02 09:30+08' + n * interval '1 hour'`,
    province: `case when n % 100 = 0 then 'HI' else 'GD' end`,
    type: `case when n % 100 = 0 then 'CHANGE_SITE' else 'FIRST' end`,
    assignee: `case when n % 100 = 0 then 'rev-7' end`,
    stage: `case when n % 4 = 0 then 'PHOTO_REVIEW' else 'PRELIM_REVIEW' end`,
    waiting_on: `case when n % 2 = 0 then 'reviewer' else 'bureau' end`,
  };
  const columns = rows.map(({ name }) => name);
  await sql`insert into cases select (jsonb_populate_record(cases, jsonb_build_object('id', 'BA' || n))).*
    from cases, generate_series(1, ${MANY}) n where cases.id = ${id}`.execute(db);
  await sql`insert into orders (${sql.raw(columns.join(', '))})
    select ${sql.raw(columns.map((name) => said[name] ?? name).join(', '))}
    from orders, generate_series(1, ${MANY}) n where orders.id = ${id}`.execute(db);
  await sql`analyze orders`.execute(db);
});
afterAll(() => store.close());

const LIMIT = 20;
const at = (hours: number): Instant => later(MONDAY_MORNING, hours * HOUR);

/** What the statement looks at of the table of orders. */
const ordersLookedAt = async (statement: CompiledQuery) =>
  (await scansOf(store.db, statement)).filter(({ table }) => table === 'orders');

/** The statement that a call sends. */
async function sent(call: (db: Database) => Promise<unknown>): Promise<CompiledQuery> {
  let seen: CompiledQuery | undefined;
  const watched = store.db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      seen = store.db.getExecutor().compileQuery(node, queryId);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await call(watched);
  if (seen === undefined) throw new Error('nothing was sent');
  return seen;
}

const page = (filter: OrderFilter, cursor?: string) =>
  listOrders(store.db, { waitingOn: 'reviewer', ...filter }, { limit: LIMIT, ...(cursor && { cursor }) });

test.each<[string, OrderFilter]>([
  ['all that waits', {}],
  ['one state', { stages: ['PHOTO_REVIEW'] }],
  ['a province with few orders', { province: 'HI' }],
  ['a type with few orders', { type: 'CHANGE_SITE' }],
  ['what the reviewer has claimed', { assignee: 'rev-7' }],
  ['what nobody has claimed', { assignee: null }],
  ['what is late', { dueBefore: at(500) }],
])('a page of the queue looks at its own orders only, at its beginning and further on: %s', async (_title, filter) => {
  const looked = async (cursor?: string) => {
    const statement = await sent((db) =>
      listOrders(db, { waitingOn: 'reviewer', ...filter }, { limit: LIMIT, ...(cursor && { cursor }) }),
    );
    const scans = await ordersLookedAt(statement);
    expect(scans.length).toBeGreaterThan(0);
    return Math.max(...scans.map(({ rows }) => rows));
  };
  const first = await page(filter);
  expect(first.orders).toHaveLength(LIMIT);
  const second = await page(filter, first.cursor);
  expect(second.orders[0]?.nextDue).toBeDefined();
  // Nine in ten that lie between two of a page may be of another state or reviewer.
  expect(await looked()).toBeLessThanOrEqual((LIMIT + 1) * 4);
  expect(await looked(second.cursor)).toBeLessThanOrEqual((LIMIT + 1) * 4);
});

test('the queue has the oldest due date first', async () => {
  const { rows } = await sql<{
    id: string;
  }>`select id from orders where waiting_on = 'reviewer' order by due_at limit 3`.execute(store.db);
  expect((await page({})).orders.slice(0, 3).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
});

test('the numbers above the queue are read from an index alone', async () => {
  const asked = { now: at(100), soon: at(200), reviewer: 'rev-7' };
  expect(await queueCounts(store.db, asked)).toEqual(
    expect.arrayContaining([
      { stage: 'PRELIM_REVIEW', waiting: 2501, late: 26, soon: 51, free: 2501, mine: 0 },
      { stage: 'PHOTO_REVIEW', waiting: 2500, late: 24, soon: 49, free: 2400, mine: 100 },
    ]),
  );
  const [scan] = await ordersLookedAt(await sent((db) => queueCounts(db, asked)));
  expect(scan).toMatchObject({ kind: 'Index Only Scan', rows: 5001 });
});

test('an order without a due date comes last and is not late', async () => {
  await sql`update orders set due_at = null where id = 'BA2'`.execute(store.db);
  expect((await page({ dueBefore: at(1_000_000) })).orders.map(({ id }) => id)).not.toContain('BA2');
  expect((await page({ dueBefore: instant(MONDAY_MORNING - HOUR) })).orders).toEqual([]);
});
