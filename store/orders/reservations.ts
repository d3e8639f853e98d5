/**
 * Which open order files a domain and a certificate (R-ORD-2, R-ORD-12), and which site heads it names (`site-heads.ts`). They are reserved by the submission and kept until
 * the order ends, expires or is withdrawn. A draft reserves a domain only when the registry says that its own entity is the
 * registrant, and yields to a submission: nobody can block the owner of a name or of a public number by entering it in a
 * form.
 */
import { sql } from 'kysely';
import type { Finding } from '../../domain/finding.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { WebsiteDomain } from '../../domain/order/registrable-domains.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { RESERVATIONS, type Reservation } from '../../domain/order-types/row.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { TYPE_BLOCKS } from '../../domain/order-types/type-determination.ts';
import { HEAD_ELSEWHERE } from '../../domain/check-order/heads.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { readOrder, type Order } from './orders.ts';
import { headsTaken, releaseSiteHeads, reserveSiteHeads } from './site-heads.ts';

/**
 * Sets the order's domains; a website that changed its domain gives up the old one. Returns the domains that another open
 * order has reserved, so that people are told at once.
 */
export async function keepDomains(
  trx: Database,
  orderId: OrderId,
  domains: readonly WebsiteDomain[],
): Promise<WebsiteDomain[]> {
  const present = await trx.selectFrom('order_domains').selectAll().where('order_id', '=', orderId).execute();
  const wanted = new Map(domains.map(({ websiteId, domain }) => [websiteId, domain]));
  const stale = present.filter((row) => wanted.get(row.website_id) !== row.domain).map((row) => row.website_id);
  if (stale.length > 0) {
    await trx.deleteFrom('order_domains').where('order_id', '=', orderId).where('website_id', 'in', stale).execute();
  }
  const kept = new Set(present.map((row) => row.website_id).filter((id) => !stale.includes(id)));
  const added = domains.filter(({ websiteId }) => !kept.has(websiteId));
  if (added.length > 0) {
    const rows = added.map(({ websiteId, domain }) => ({
      order_id: orderId,
      website_id: websiteId,
      domain,
      claimed: false,
    }));
    await trx.insertInto('order_domains').values(rows).execute();
  }
  const taken = await reservationsOnDomainsOf(trx, orderId);
  return taken.map(({ websiteId, domain }) => ({ websiteId, domain }));
}

/** Reservations by other orders of an order's domains. */
async function reservationsOnDomainsOf(
  db: Database,
  orderId: OrderId,
): Promise<(WebsiteDomain & { isDraft: boolean })[]> {
  const rows = await db
    .selectFrom('order_domains as own')
    .innerJoin('order_domains as other', 'other.domain', 'own.domain')
    .innerJoin('orders', 'orders.id', 'other.order_id')
    .select(['own.website_id', 'own.domain', 'orders.stage'])
    .where('own.order_id', '=', orderId)
    .where('other.order_id', '<>', orderId)
    .where('other.claimed', '=', true)
    .orderBy('own.domain')
    .execute();
  return rows.map((row) => ({ websiteId: row.website_id, domain: row.domain, isDraft: isDrafting(row.stage) }));
}

export interface DomainReservation {
  orderId: OrderId;
  isDraft: boolean;
}

/** The open orders that have reserved these domains, by domain. */
export async function reservationsOfDomains(
  db: Database,
  domains: readonly string[],
): Promise<ReadonlyMap<string, DomainReservation>> {
  const rows = await db
    .selectFrom('order_domains')
    .innerJoin('orders', 'orders.id', 'order_domains.order_id')
    .select(['domain', 'order_id', 'stage'])
    .where(sql<boolean>`domain = any(${sql.val([...domains])})`)
    .where('claimed', '=', true)
    .execute();
  return new Map(rows.map((row) => [row.domain, { orderId: row.order_id, isDraft: isDrafting(row.stage) }]));
}

/** The open order that has reserved a domain. */
export const reservationOfDomain = async (db: Database, domain: string): Promise<DomainReservation | undefined> =>
  (await reservationsOfDomains(db, [domain])).get(domain);

/** The open order that was submitted with a certificate, by the certificate's blind index. */
export async function reservationOfCertificate(db: Database, index: Buffer): Promise<OrderId | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('id')
    .where('claimed_certificate', '=', index)
    .where('holds_place', '=', true)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Reserves for a draft the domains of these websites, which are registered to its entity, unless another order has reserved
 * them.
 */
export function reserveForDraft(db: Database, orderId: OrderId, websiteIds: readonly string[]): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockReservations(trx, orderId);
    const order = await trx
      .selectFrom('orders')
      .select(['stage', 'holds_place'])
      .where('id', '=', orderId)
      .executeTakeFirstOrThrow();
    if (!isDrafting(order.stage) || !order.holds_place) return;
    const taken = (await reservationsOnDomainsOf(trx, orderId)).map(({ websiteId }) => websiteId);
    await reserve(
      trx,
      orderId,
      websiteIds.filter((id) => !taken.includes(id)),
    );
  });
}

/** Reserves the domains of these websites, and no others, for the order; a domain named by two websites is reserved once. */
async function reserve(trx: Database, orderId: OrderId, websiteIds: readonly string[]): Promise<void> {
  const wanted = sql<string>`(
    select distinct on (domain) website_id from order_domains
    where order_id = ${orderId} and website_id = any(${sql.val([...websiteIds])}) order by domain, website_id
  )`;
  // All reservations are given up first, because a domain can be reserved only once.
  await trx
    .updateTable('order_domains')
    .set({ claimed: false })
    .where('claimed', '=', true)
    .where(
      sql<boolean>`order_id = ${orderId} or domain in (
        select domain from order_domains where order_id = ${orderId} and website_id in ${wanted}
      )`,
    )
    .execute();
  await trx
    .updateTable('order_domains')
    .set({ claimed: true })
    .where('order_id', '=', orderId)
    .where(sql<boolean>`website_id in ${wanted}`)
    .execute();
}

/** The reservations that keep an order from being submitted. Nobody else can reserve the same until the transaction ends. */
export async function reservedElsewhere(
  trx: Database,
  vault: Vault,
  { id: orderId, form }: Pick<Order, 'id' | 'form'>,
  wanted: readonly Reservation[],
): Promise<Finding[]> {
  await lockReservations(trx, orderId);
  const heads = wanted.includes('SITE_HEADS') && form !== undefined ? await headsTaken(trx, vault, orderId, form) : [];
  const domains = (await reservationsOnDomainsOf(trx, orderId)).filter(({ isDraft }) => !isDraft);
  const submitted = await trx
    .selectFrom('orders as own')
    .innerJoin('orders as other', 'other.claimed_certificate', 'own.certificate_index')
    .select('other.id')
    .where('own.id', '=', orderId)
    .where('other.id', '<>', orderId)
    .where('other.holds_place', '=', true)
    .execute();
  return [
    ...(wanted.includes('DOMAINS') ? domains : []).map(({ websiteId }) =>
      inTheWay(`websites.${websiteId}.domain`, 'DOMAIN_IN_OPEN_ORDER'),
    ),
    ...(wanted.includes('CERTIFICATE') ? submitted : []).map(() =>
      inTheWay('entity.certificateNumber', 'CERTIFICATE_IN_OPEN_ORDER'),
    ),
    ...heads.map((personId) => ({ path: `people.${personId}`, code: 'SITE_HEAD_ELSEWHERE', advice: HEAD_ELSEWHERE })),
  ];
}

const inTheWay = (path: string, code: 'DOMAIN_IN_OPEN_ORDER' | 'CERTIFICATE_IN_OPEN_ORDER'): Finding => ({
  path,
  code,
  advice: TYPE_BLOCKS[code],
});

/** What an order of this type reserves when it is submitted (R-ORD-12). */
export const reservedBy = (type: OrderType | null): readonly Reservation[] =>
  type === null ? RESERVATIONS : rowOf(type).reservations;

/** Reserves what the order's type reserves; drafts yield. Ask {@link reservedElsewhere} first. */
export async function reserveForSubmission(trx: Database, vault: Vault, orderId: OrderId): Promise<void> {
  const rows = await trx
    .selectFrom('orders')
    .leftJoin('order_domains', 'order_domains.order_id', 'orders.id')
    .select(['orders.type', 'order_domains.website_id'])
    .where('orders.id', '=', orderId)
    .execute();
  const wanted = reservedBy(rows[0]?.type ?? null);
  if (wanted.includes('DOMAINS')) {
    await reserve(
      trx,
      orderId,
      rows.flatMap((row) => row.website_id ?? []),
    );
  }
  const order = wanted.includes('SITE_HEADS') ? await readOrder(trx, vault, orderId) : undefined;
  if (order !== undefined) await reserveSiteHeads(trx, vault, order);
  if (!wanted.includes('CERTIFICATE')) return;
  await trx
    .updateTable('orders')
    .set((eb) => ({ claimed_certificate: eb.ref('certificate_index') }))
    .where('id', '=', orderId)
    .execute();
}

/** Gives up domains, certificate and site heads, because the order is a draft again or has ended. */
export async function releaseDomains(trx: Database, orderId: OrderId): Promise<void> {
  await trx.updateTable('order_domains').set({ claimed: false }).where('order_id', '=', orderId).execute();
  await trx.updateTable('orders').set({ claimed_certificate: null }).where('id', '=', orderId).execute();
  await releaseSiteHeads(trx, orderId);
}

/**
 * Allows one reservation of a domain or certificate at a time; locks are taken in a fixed order, so that two orders never
 * wait for each other.
 */
async function lockReservations(trx: Database, orderId: OrderId): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(lock) from (
      select distinct hashtextextended(name, 0) as lock from (
        select 'claim domain ' || domain as name from order_domains where order_id = ${orderId}
        union all
        select 'claim certificate ' || encode(certificate_index, 'hex') from orders
        where id = ${orderId} and certificate_index is not null
      ) as names order by lock
    ) as locks`.execute(trx);
}
