/** Lists the duties after an approval, and reads the facts they depend on. `duties-step.ts` writes their steps. */
import { sql, type Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { calendarDays } from '../../domain/time/instant.ts';
import type { ApprovedWebsite } from '../../domain/duties/duties-of-order.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { fromDate, fromOptionalDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { readOrder } from '../orders/orders.ts';
import { websiteOf } from '../records/website-of-form.ts';
import type { DutiesTable } from './tables.ts';

/** The websites an order brought into the record, with what their duties depend on. */
export async function approvedWebsites(db: Database, vault: Vault, orderId: OrderId): Promise<ApprovedWebsite[]> {
  const order = await readOrder(db, vault, orderId);
  const rows = await db
    .selectFrom('record_websites')
    .select(['domain', 'number', 'suffix'])
    .where('order_id', '=', orderId)
    .where('status', '<>', 'DEREGISTERED')
    .orderBy('suffix')
    .execute();
  const known = await psbNumbers(
    db,
    rows.map(({ number }) => number),
  );
  return rows.map(({ domain, number, suffix }) => {
    const found = order?.form && websiteOf(order.form, domain);
    const psbNumber = known.get(number) ?? order?.onRecord[found?.id ?? '']?.psbNumber;
    return {
      websiteId: found?.id ?? `W${suffix}`,
      domain,
      number,
      incomeGenerating: found?.website.incomeGenerating ?? false,
      ...present({ psbNumber }),
    };
  });
}

/** PSB numbers that were reported under earlier orders, by website number. */
async function psbNumbers(db: Database, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom('obligations')
    .select(['number', 'psb_number'])
    .where('number', 'in', numbers)
    .where('psb_number', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.number, row.psb_number ?? '']));
}

/** The open duties of websites by their numbers: each website of each order once. */
export function openDutiesOf(
  db: Database,
  numbers: readonly string[],
): Promise<{ orderId: OrderId; websiteId: string }[]> {
  return db
    .selectFrom('obligations')
    .select(['order_id as orderId', 'website_id as websiteId'])
    .distinct()
    .where(sql<boolean>`number = any(${sql.val([...numbers])})`)
    .where('closed_at', 'is', null)
    .orderBy('order_id')
    .orderBy('website_id')
    .execute();
}

export interface ListedDuty extends Duty {
  orderId: OrderId;
}

/** Duties of an order, or of all orders of an account: by due date, those without one last. */
export async function listDuties(
  db: Database,
  of: { orderId: OrderId } | { accountId: AccountId },
  show: 'open' | 'all' = 'all',
): Promise<ListedDuty[]> {
  let query = db
    .selectFrom('obligations')
    .innerJoin('orders', 'orders.id', 'obligations.order_id')
    .selectAll('obligations');
  query =
    'orderId' in of ? query.where('order_id', '=', of.orderId) : query.where('orders.account_id', '=', of.accountId);
  if (show === 'open') query = query.where('closed_at', 'is', null);
  const rows = await query
    .orderBy('obligations.due_at', (order) => order.asc().nullsLast())
    .orderBy('obligations.order_id')
    .orderBy('website_id')
    .orderBy('kind')
    .execute();
  return rows.map(toDuty);
}

function toDuty(row: Selectable<DutiesTable>): ListedDuty {
  const closedAt = fromOptionalDate(row.closed_at);
  return {
    orderId: row.order_id,
    websiteId: row.website_id,
    domain: row.domain,
    number: row.number,
    kind: row.kind,
    state: row.state,
    openedAt: fromDate(row.opened_at),
    remindersPassed: row.reminders_passed,
    ...(row.due_at === null || row.due_days === null
      ? {}
      : { due: { at: fromDate(row.due_at), unit: 'CD', amount: calendarDays(row.due_days) } }),
    ...present({ closedAt }),
    ...(row.psb_number === null ? {} : { psbNumber: row.psb_number }),
  };
}
