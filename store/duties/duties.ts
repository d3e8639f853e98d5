/** Lists the duties after an approval, and reads the facts they depend on. `duties-step.ts` writes their steps. */
import { sql, type Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { calendarDays } from '../../domain/time/instant.ts';
import type { ApprovedWebsite } from '../../domain/duties/duties-of-order.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { fromDate, fromOptionalDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readOrder } from '../orders/orders.ts';
import { readDutiesFacts } from '../processes/process-rows.ts';
import { websiteOf } from '../records/website-of-form.ts';
import type { DutiesTable } from './tables.ts';

/**
 * The websites that a completed order was about, with what their duties depend on: those that its form names, or all of the entity
 * where it names none. Where they came on record one by one, those that have so far. A website that is not served here any more has no duties.
 */
export async function approvedWebsites(db: Database, vault: Vault, orderId: OrderId): Promise<ApprovedWebsite[]> {
  const order = await readOrder(db, vault, orderId);
  const form = order?.form;
  const { certificateNumber } = form?.entity ?? {};
  const certificate = certificateNumber === undefined ? undefined : certificateIndex(vault, certificateNumber);
  const filed = new Map((await readDutiesFacts(db, orderId))?.websites?.map((one) => [one.number, one]));
  const rows = await db
    .selectFrom('record_websites as website')
    .innerJoin('record_entities as entity', 'entity.id', 'website.entity_id')
    .innerJoin('record_accesses as access', 'access.website_id', 'website.id')
    .select(['website.domain', 'website.number', 'website.suffix', 'website.psb_number'])
    .where('access.closed_at', 'is', null)
    .where('website.status', '<>', 'DEREGISTERED')
    .where((is) =>
      is.or([
        is('website.order_id', '=', orderId),
        ...(certificate === undefined ? [] : [is('entity.certificate_index', '=', certificate)]),
      ]),
    )
    .orderBy('website.suffix')
    .execute();
  const names = Object.keys(form?.websites ?? {}).length > 0;
  const known = await psbNumbers(
    db,
    rows.map(({ number }) => number),
  );
  return rows.flatMap(({ domain, number, suffix, psb_number: recorded }) => {
    const found = form && websiteOf(form, domain);
    const alone = filed.get(number);
    if (filed.size > 0 ? alone === undefined : names && found === undefined) return [];
    const websiteId = alone?.websiteId ?? found?.id ?? `W${suffix}`;
    const psbNumber = known.get(number) ?? recorded ?? order?.onRecord[websiteId]?.psbNumber;
    return [
      {
        websiteId,
        domain,
        number,
        incomeGenerating: alone?.incomeGenerating ?? found?.website.incomeGenerating ?? false,
        ...present({ psbNumber }),
      },
    ];
  });
}

/** Whether the completed order changed the name of the entity that these websites belong to. */
export async function changedEntityName(
  db: Database,
  orderId: OrderId,
  websites: readonly ApprovedWebsite[],
): Promise<boolean> {
  if (websites.length === 0) return false;
  const numbers = websites.map(({ number }) => number);
  const row = await db
    .selectFrom('record_versions')
    .select('version')
    .where('entity_id', 'in', (is) =>
      is.selectFrom('record_websites').select('entity_id').where('number', 'in', numbers),
    )
    .where('part', '=', 'ENTITY')
    .where('order_id', '=', orderId)
    .where(sql<boolean>`'entity.name' = any(changed)`)
    .executeTakeFirst();
  return row !== undefined;
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
