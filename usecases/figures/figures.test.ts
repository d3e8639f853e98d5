/** A-150, with a trail whose every instant is known. 2026: Spring Festival 15–23 February, make-up days 14 and 28 February. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { itemsAt } from '../../store/audit/sealed-text.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { createCalendar } from '../../domain/time/business-calendar.ts';
import { seal } from '../../store/sealing/seal.ts';
import { changes } from '../../store/figures/stage-times.ts';
import { figuresOf } from './figures.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
  await tell('FIRST', 'GD', [
    ['2026-02-12 10:00', 'CONFIRMATION', 'PRELIM_REVIEW'],
    ['2026-02-24 10:00', 'PRELIM_REVIEW', 'PRELIM_REJECTED', ['PHONE_WRONG', 'SCAN_UNCLEAR']],
    ['2026-02-25 10:00', 'PRELIM_REJECTED', 'PRELIM_REVIEW'],
    ['2026-02-26 10:00', 'PRELIM_REVIEW', 'READY_FOR_BUREAU'],
    ['2026-02-26 11:00', 'READY_FOR_BUREAU', 'BUREAU_REVIEW'],
    ['2026-03-12 10:00', 'BUREAU_REVIEW', 'BUREAU_APPROVED'],
    ['2026-03-13 10:00', 'BUREAU_APPROVED', 'COMPLETED'],
  ]);
  await tell('NEW_SITE_HERE', 'GD', [
    ['2026-03-02 09:00', 'CONFIRMATION', 'PRELIM_REVIEW'],
    ['2026-03-02 17:00', 'PRELIM_REVIEW', 'READY_FOR_BUREAU'],
    ['2026-03-03 11:00', 'READY_FOR_BUREAU', 'BUREAU_REVIEW'],
    ['2026-03-31 23:30', 'BUREAU_REVIEW', 'BUREAU_REJECTED', ['PHONE_WRONG']],
    ['2026-04-01 09:00', 'BUREAU_REJECTED', 'ABANDONED'],
  ]);
});
afterAll(() => store.close());

type Change = readonly [at: string, from: Stage, to: Stage, reasons?: readonly string[]];

/** Writes the trail of a new order. */
async function tell(type: OrderType, province: string, trail: readonly Change[]): Promise<void> {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault, { type });
  await db
    .updateTable('orders')
    .set({ province: province as 'GD' })
    .where('id', '=', id)
    .execute();
  for (const [index, [at, from, to, reasons]] of trail.entries()) await written(id, index + 10, at, from, to, reasons);
}

async function written(id: OrderId, position: number, at: string, from: Stage, to: Stage, reasons?: readonly string[]) {
  const key = await caseKey(store.db, store.vault, id);
  if (key === undefined) throw new Error('the order has no key');
  const items = reasons?.map((code) => ({ path: 'people.P1.mobile', code, advice: '请更正。' }));
  await sql`insert into audit (case_id, position, seq, at, recorded_at, actor_id, actor_role, door, action, from_stage, to_stage,
      visit, round, outcome, items, prev_hash, hash)
    values (${id}, ${position}, ${position}, ${`${at}+08`}, ${`${at}+08`}, 'somebody', 'reviewer', 'api', 'approve', ${from}, ${to},
      1, 1, 'APPLIED', ${items === undefined ? null : seal(key, itemsAt(position), items)}, 'x', ${`${id}${position}`})`.execute(
    store.db,
  );
}

const figures = (over: object = {}) =>
  figuresOf(
    { database: store.db, vault: store.vault, rules: async () => ({ calendar: createCalendar(PUBLISHED_YEARS) }) },
    { from: '2026-02-01', before: '2026-04-01', ...over },
  );

test('A-150: the time in a state is counted in business days, across the Spring Festival and its make-up days', async () => {
  const { times } = await figures();
  const of = (stage: Stage) => times.find((each) => each.stage === stage);
  // From Thursday 12 February to Tuesday 24: Friday 13, Saturday 14 (make-up day) and Tuesday 24.
  // The three stays in review are of 3, 1 and 0 business days.
  expect(of('PRELIM_REVIEW')).toEqual({ stage: 'PRELIM_REVIEW', stays: 3, median: 1, ninetieth: 2.6 });
  // 26 February to 12 March with the make-up day 28 February: 11. 3 March to 31 March: 20.
  expect(of('BUREAU_REVIEW')).toEqual({ stage: 'BUREAU_REVIEW', stays: 2, median: 15.5, ninetieth: 19.1 });
});

test('A-150: pass rates stand by province and type, and a review that has not ended counts for nothing', async () => {
  const { reviews } = await figures();
  expect(reviews).toEqual([
    { province: 'GD', type: 'FIRST', passed: 1, returned: 1, approved: 1, rejected: 0 },
    { province: 'GD', type: 'NEW_SITE_HERE', passed: 1, returned: 0, approved: 0, rejected: 1 },
  ]);
  expect((await figures({ type: 'FIRST' })).reviews).toHaveLength(1);
  expect((await figures({ province: 'BJ' })).reviews).toEqual([]);
});

test('A-150: return reasons are counted once for each return, the most frequent first', async () => {
  const { reasons } = await figures();
  expect(reasons).toEqual([
    { code: 'PHONE_WRONG', orders: 2 },
    { code: 'SCAN_UNCLEAR', orders: 1 },
  ]);
});

test('what came in and went out stands by week, and a day belongs to the period as China counts days', async () => {
  const { weeks } = await figures();
  expect(weeks.find(({ week }) => week === '2026-03-09')).toEqual({
    week: '2026-03-09',
    submitted: 0,
    handedOver: 0,
    completed: 1,
    ended: 0,
  });
  // 1 April 09:00 in China is outside, though it is still 31 March in UTC when its day begins.
  expect(weeks.reduce((sum, { ended }) => sum + ended, 0)).toBe(0);
});

interface Plan {
  'Node Type': string;
  'Subplan Name'?: string;
  'Index Name'?: string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

test('figures read the changes of their period by an index, and never the whole trail', async () => {
  const read = await store.db.transaction().execute(async (trx) => {
    // Whatever the tables hold: a plan that has to read one from end to end shows it.
    await sql`set local enable_seqscan = off`.execute(trx);
    const period = changes({ from: '2026-02-01', before: '2026-04-01' });
    const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`explain (format json) ${period}`.execute(trx);
    return nodesOf(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none' });
  });
  expect(read.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  expect(read.map((node) => node['Node Type'])).not.toContain('WindowAgg');
  const [ofPeriod] = read.filter((node) => node['Subplan Name'] === 'CTE period').flatMap(nodesOf);
  const indexes = ofPeriod === undefined ? [] : nodesOf(ofPeriod).flatMap((node) => node['Index Name'] ?? []);
  expect(indexes).toEqual(['audit_changes_by_time']);
});
