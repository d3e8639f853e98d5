/** Which order a bureau means: files name requests by this provider's ids, or by MIIT's. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { entityNumberOf, printedNumber } from '../../domain/record/icp-number.ts';
import type { Database } from '../postgres/database.ts';
import { stillThere } from './told-ids.ts';

export interface RequestOfOrder {
  orderId: OrderId;
  /** The hand-over that the bureau has. */
  handOver: number;
  /** The kind of message, e.g. `XZJR`. */
  message: string;
  stage: Stage;
  /** The website of the order, by its name in the form, where the request is about one. */
  websiteId?: string;
  /** Whether the bureau decides on each of the order's websites by itself (R-BUR-4). */
  isApart: boolean;
}

/** Numbers are counted up from 1; longer ones are nobody's here. */
const OWN_ID = /^\d{1,15}$/;

/** The order that a number of this provider belongs to; undefined when none of its hand-overs reached the bureau. */
export async function orderOfOwnId(db: Database, account: string, id: string): Promise<RequestOfOrder | undefined> {
  if (!OWN_ID.test(id)) return undefined;
  const part = await db
    .selectFrom('bureau_ids')
    .select(['order_id', 'website_id'])
    .where('id', '=', Number(id))
    .executeTakeFirst();
  const request = part && (await lastHandOver(db, account, part.order_id));
  return request && { ...request, ...(part.website_id === null ? {} : { websiteId: part.website_id }) };
}

/** Orders whose parts have these numbers, each with the websites that they name, as the form calls them. */
export async function partsOf(
  db: Database,
  ids: readonly string[],
): Promise<{ id: string; orderId: OrderId; websiteId: string | null }[]> {
  const wanted = ids.filter((id) => OWN_ID.test(id)).map(Number);
  if (wanted.length === 0) return [];
  const rows = await db
    .selectFrom('bureau_ids')
    .select(['id', 'order_id as orderId', 'website_id as websiteId'])
    .where('id', 'in', wanted)
    .execute();
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}

/** The last hand-over of an order that the bureau accepted. */
export async function lastHandOver(
  db: Database,
  account: string,
  orderId: OrderId,
): Promise<RequestOfOrder | undefined> {
  const row = await db
    .selectFrom('bureau_uploads')
    .innerJoin('orders', 'orders.id', 'bureau_uploads.case_id')
    .select(['orders.id', 'hand_over', 'message', 'stage', 'settings'])
    .where('account', '=', account)
    .where('case_id', '=', orderId)
    .where('state', '=', 'ACCEPTED')
    .where('hand_over', 'is not', null)
    .orderBy('bureau_uploads.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row?.hand_over == null) return undefined;
  const isApart = row.settings?.decidedApart !== undefined;
  return { orderId: row.id, handOver: row.hand_over, message: row.message, stage: row.stage, isApart };
}

/**
 * Orders in progress about the entity of this number, or about one of its websites, whose upload of this kind the bureau has. More
 * than one is possible only where two changes of one entity are under way.
 */
export async function ordersAbout(
  db: Database,
  account: string,
  { message, number }: { message: string; number: string },
): Promise<RequestOfOrder[]> {
  const { rows } = await sql<{ id: OrderId }>`
    select distinct orders.id from orders
      join bureau_uploads upload on upload.case_id = orders.id
      join record_entities entity on entity.number = ${entityNumberOf(number)}
    where orders.holds_place and upload.account = ${account} and upload.message = ${message}
      and upload.state = 'ACCEPTED' and upload.hand_over is not null
      and (orders.certificate_index = entity.certificate_index or exists (
        select from order_domains mine join record_websites website on website.domain = mine.domain
        where mine.order_id = orders.id and website.entity_id = entity.id))`.execute(db);
  const found = await Promise.all(rows.map(({ id }) => lastHandOver(db, account, id)));
  return found.filter((one) => one !== undefined);
}

/** Numbers of the websites on record that an order is about. */
export async function websitesAskedFor(db: Database, orderId: OrderId): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select website.number from order_domains mine join record_websites website on website.domain = mine.domain
    where mine.order_id = ${orderId} and website.status <> 'DEREGISTERED'`.execute(db);
  return rows.map(({ number }) => number);
}

/**
 * The websites that an order files: each with the number that the look-ups found, empty where they found none, and whether MIIT has told
 * an access here under this number.
 */
export async function websitesOfOrder(
  db: Database,
  orderId: OrderId,
): Promise<{ websiteId: string; domain: string; number: string; isHere: boolean }[]> {
  const rows = await db
    .selectFrom('order_domains')
    .innerJoin('orders', 'orders.id', 'order_domains.order_id')
    .select(['order_domains.website_id as websiteId', 'domain', 'on_record as onRecord'])
    .where('orders.id', '=', orderId)
    .orderBy('order_domains.website_id')
    .execute();
  const websites = rows.map(({ websiteId, domain, onRecord }) => ({
    websiteId,
    domain,
    number: printedNumber(onRecord?.[websiteId]?.websiteNumber ?? ''),
  }));
  const told = await stillThere(
    db,
    'ACCESS',
    websites.map(({ number }) => number),
  );
  return websites.map((website) => ({ ...website, isHere: told.includes(website.number) }));
}
