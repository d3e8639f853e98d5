/** Lists of orders, by due date and page by page, and counts of orders by state. */
import { sql, type SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import type { Province } from '../../domain/order/form.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { PLACELESS_STAGES, type Stage, type WaitingOn } from '../../domain/lifecycle/stage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { cursorAt, cursorInstant, readCursor } from '../postgres/cursor.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { SUMMARY_COLUMNS, toSummary, type OrderSummary } from './order-summary.ts';
import type { Schema } from '../postgres/schema.ts';

export interface OrderFilter {
  accountId?: AccountId;
  stages?: readonly Stage[];
  /** `null`: not claimed by anybody. */
  assignee?: string | null;
  overdue?: boolean;
  type?: OrderType;
  province?: Province;
  waitingOn?: WaitingOn;
  /** Due before this instant. */
  dueBefore?: Instant;
  /** Orders that have not ended. */
  inProgress?: boolean;
}

export interface OrderPage {
  orders: OrderSummary[];
  /** Give it back to read on; absent on the last page. */
  cursor?: string;
}

/** Orders by due date, those without one last. Throws {@link CursorError} for a cursor that was not given out here. */
export async function listOrders(
  db: Database,
  filter: OrderFilter,
  page: { limit: number; cursor?: string },
): Promise<OrderPage> {
  let query = filtered(selectSummaries(db), filter);
  if (page.cursor !== undefined) {
    const [due, id] = readCursor(placeSchema, page.cursor);
    query = query.where(sql<boolean>`(${SORT_DUE}, id) > (${due}::timestamptz, ${id})`);
  }
  const rows = await query
    .orderBy(SORT_DUE)
    .orderBy('id')
    .limit(page.limit + 1)
    .execute();
  const orders = rows.slice(0, page.limit).map(toSummary);
  const last = rows[page.limit - 1];
  if (rows.length <= page.limit || last === undefined) return { orders };
  return { orders, cursor: cursorAfter(last) };
}

const selectSummaries = (db: Database) =>
  db
    .selectFrom('orders')
    .select(SUMMARY_COLUMNS)
    .select((eb) => eb.selectFrom('cases').select('erased_at').whereRef('cases.id', '=', 'orders.id').as('erased_at'));

const SORT_DUE = sql`coalesce(due_at, 'infinity'::timestamptz)`;

function filtered<Row>(
  query: SelectQueryBuilder<Schema, 'orders', Row>,
  filter: OrderFilter,
): SelectQueryBuilder<Schema, 'orders', Row> {
  let result = query;
  if (filter.accountId !== undefined) result = result.where('account_id', '=', filter.accountId);
  if (filter.stages !== undefined) result = result.where('stage', 'in', filter.stages);
  if (filter.assignee === null) result = result.where('assignee', 'is', null);
  else if (filter.assignee !== undefined) result = result.where('assignee', '=', filter.assignee);
  if (filter.overdue !== undefined) result = result.where('overdue', '=', filter.overdue);
  if (filter.type !== undefined) result = result.where('type', '=', filter.type);
  if (filter.province !== undefined) result = result.where('province', '=', filter.province);
  if (filter.dueBefore !== undefined) result = result.where(SORT_DUE, '<', toDate(filter.dueBefore));
  if (filter.waitingOn !== undefined) result = result.where('waiting_on', '=', filter.waitingOn);
  if (filter.inProgress === true) result = result.where('stage', 'not in', PLACELESS_STAGES);
  if (filter.inProgress === false) result = result.where('stage', 'in', PLACELESS_STAGES);
  return result;
}

/** Due date, or none, and order number. */
const placeSchema = z.tuple([z.union([cursorInstant, z.literal('infinity')]), z.string().regex(/^[!-~]{1,60}$/)]);

const cursorAfter = (row: { due_at: Date | null; id: string }): string =>
  cursorAt([row.due_at?.toISOString() ?? 'infinity', row.id] satisfies z.output<typeof placeSchema>);

export interface OrderCount {
  stage: Stage;
  count: number;
  overdue: number;
}

/** Orders per state, for dashboards and metrics. */
export async function countByStage(db: Database): Promise<OrderCount[]> {
  return db
    .selectFrom('orders')
    .select((eb) => [
      'stage',
      eb.fn.countAll<number>().as('count'),
      eb.fn.countAll<number>().filterWhere('overdue', '=', true).as('overdue'),
    ])
    .groupBy('stage')
    .execute();
}
