/** What is known here of domains, as the access gate decides by it. */
import { sql } from 'kysely';
import type { Before, GateFacts, OpenOrder, RecordedSite } from '../../domain/access/decide.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { ifKnown, present } from '../../domain/present.ts';
import type { Found, Outcome } from '../../domain/inspection/found.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { PROGRESS } from '../orders/sealed-form.ts';
import { fromDate, type Database } from '../postgres/database.ts';
import { openIfReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

/** What the store knows of a domain; whether its suffix can be filed, policy says. */
export type StoredFacts = Omit<GateFacts, 'now' | 'fileable'> & {
  /** Filing time minus wall time of the order or record; 0 in production. */
  clockSkewMs: number;
};

/** The facts of each of these domains, in ASCII form. A domain that nothing is known of has facts as well. */
export async function gateFacts(
  db: Database,
  vault: Vault,
  domains: readonly string[],
): Promise<ReadonlyMap<string, StoredFacts>> {
  if (domains.length === 0) return new Map();
  const [websites, former, orders, elsewhere, unfiled, inspected] = [
    await websitesOf(db, vault, domains),
    await formerNumbers(db, domains),
    await ordersOf(db, vault, domains),
    await foundElsewhere(db, domains),
    await foundUnfiled(db, domains),
    await inspectionsOf(db, domains),
  ];
  return new Map(
    domains.map((domain) => {
      const { site, skew: recordSkew } = websites.get(domain) ?? {};
      const { order, skew: orderSkew } = orders.get(domain) ?? {};
      const known = present({
        website: site,
        order,
        formerNumber: site === undefined ? former.get(domain) : undefined,
        filedElsewhere: elsewhere.has(domain) ? true : undefined,
        foundUnfiled: unfiled.has(domain) ? true : undefined,
        ...inspected.get(domain),
      });
      return [domain, { ...known, clockSkewMs: orderSkew ?? recordSkew ?? 0 }];
    }),
  );
}

const among = (column: string, domains: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${sql.val([...domains])})`;

/** The website on record, its open access, and the clock of the order that brought it. */
async function websitesOf(
  db: Database,
  vault: Vault,
  domains: readonly string[],
): Promise<Map<string, { site: RecordedSite; skew: number }>> {
  const rows = await db
    .selectFrom('record_websites as website')
    .innerJoin('record_entities as entity', 'entity.id', 'website.entity_id')
    .leftJoin('record_accesses as access', (join) =>
      join.onRef('access.website_id', '=', 'website.id').on('access.closed_at', 'is', null),
    )
    .leftJoin('orders', 'orders.id', 'access.order_id')
    .leftJoin('cases', 'cases.id', 'access.order_id')
    .select([
      'website.domain',
      'website.number',
      'access.opened_at',
      'access.order_id as id',
      'orders.clock_skew_ms',
      'orders.progress',
      'cases.wrapped_key',
      sql<boolean>`'SHELL' in (website.status, entity.status)`.as('shell'),
      sql<boolean>`exists (select from record_accesses as ended where ended.website_id = website.id)`.as('had_access'),
    ])
    .where(among('website.domain', domains))
    .where('website.status', '<>', 'DEREGISTERED')
    .orderBy('website.changed_at')
    .execute();
  return new Map(
    rows.map((row) => {
      const newSince = row.id === null ? undefined : ifKnown(row.opened_at ?? undefined, fromDate);
      const broughtBy = row.id === null ? undefined : before(vault, { ...row, id: row.id });
      const site: RecordedSite = {
        number: row.number,
        shell: row.shell,
        hadAccess: row.had_access,
        ...(row.opened_at === null ? {} : { access: present({ newSince, broughtBy }) }),
      };
      return [row.domain, { site, skew: row.clock_skew_ms ?? 0 }];
    }),
  );
}

/** The number that each domain had last before it left the record. */
async function formerNumbers(db: Database, domains: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('record_websites')
    .select(['domain', 'number'])
    .where(among('domain', domains))
    .where('status', '=', 'DEREGISTERED')
    .orderBy('changed_at')
    .execute();
  return new Map(rows.map(({ domain, number }) => [domain, number]));
}

/** The open orders that have reserved the domains. */
async function ordersOf(
  db: Database,
  vault: Vault,
  domains: readonly string[],
): Promise<Map<string, { order: OpenOrder; skew: number }>> {
  const rows = await db
    .selectFrom('order_domains')
    .innerJoin('orders', 'orders.id', 'order_domains.order_id')
    .innerJoin('cases', 'cases.id', 'orders.id')
    .select(['domain', 'orders.id', 'orders.type', 'orders.stage', 'orders.clock_skew_ms'])
    .select(['orders.progress', 'cases.wrapped_key'])
    .where(among('domain', domains))
    .where('claimed', '=', true)
    .execute();
  return new Map(
    rows.map((row) => {
      const { domain, id, type, stage, clock_skew_ms: skew } = row;
      // A draft whose type is not known yet asks for a number, as far as anybody can say.
      const access = type === null ? 'WITH_NUMBER' : rowOf(type).access;
      const known = present({ before: before(vault, row) });
      return [domain, { order: { id, access, approved: stage === 'BUREAU_APPROVED', ...known }, skew }];
    }),
  );
}

/** What the order's progress says of access before the record; undefined where it cannot be read. */
function before(
  vault: Vault,
  row: { id: OrderId; progress: Buffer | null; wrapped_key: Buffer | null },
): Before | undefined {
  const progress = openIfReadable(keyIfReadable(vault, row), PROGRESS, row.progress);
  return progress && present({ clocks: progress.clocks, provisionalAccess: progress.provisionalAccess });
}

/** Domains that staff found in MIIT's record with another provider, and not here. */
async function foundElsewhere(db: Database, domains: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('record_lookups')
    .select(['domain', 'answer'])
    .where(among('domain', domains))
    .where('answer', 'is not', null)
    .orderBy('answered_at')
    .execute();
  const newest = new Map(rows.map(({ domain, answer }) => [domain, answer]));
  return new Set(
    [...newest].flatMap(([domain, answer]) =>
      answer !== null && answer.domainFiled && !answer.domainHere ? [domain] : [],
    ),
  );
}

/** Domains that a bureau found without a filing on an address of this provider, and that nobody has filed since. */
async function foundUnfiled(db: Database, domains: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('bureau_unfiled')
    .select('gate_domain')
    .where(among('gate_domain', domains))
    .where('state', '<>', 'FILED')
    .execute();
  return new Set(rows.flatMap(({ gate_domain: domain }) => domain ?? []));
}

/** What was found of the website, its entity or its domain, and is not put right. */
async function inspectionsOf(
  db: Database,
  domains: readonly string[],
): Promise<Map<string, Pick<GateFacts, 'inspection' | 'domain'>>> {
  const { rows } = await sql<{ domain: string; found: Found; outcome: Outcome | null }>`
    select website.domain, inspection.found, inspection.outcome
    from record_websites as website
    join record_entities as entity on entity.id = website.entity_id
    join inspections as inspection on inspection.number in (website.number, entity.number)
    where ${among('website.domain', domains)} and website.status <> 'DEREGISTERED'
      and inspection.outcome is distinct from 'RECTIFIED'
    union all
    select domain, found, outcome from inspections
    where ${among('domain', domains)} and found = 'POINTS_ELSEWHERE' and outcome is distinct from 'RECTIFIED'
  `.execute(db);
  const of = (domain: string) => rows.filter((row) => row.domain === domain);
  return new Map(
    [...new Set(rows.map(({ domain }) => domain))].map((domain) => [
      domain,
      {
        inspection: { accessCancelled: of(domain).some(({ outcome }) => outcome === 'ACCESS_CANCELLED') },
        domain: { pointsElsewhereUnfiled: of(domain).some(({ found }) => found === 'POINTS_ELSEWHERE') },
      },
    ]),
  );
}
