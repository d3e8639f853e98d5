/**
 * Approved filings as they exist at MIIT, if they were filed or are served here (备案信息): one entity, its websites, and the
 * accesses that link a website to this provider. Each entity has a data key of its own, so a record outlives the erasure of
 * the order it came from.
 */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { OtherProvider } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, type Database } from '../postgres/database.ts';
import { cursorNumber, readCursor } from '../postgres/cursor.ts';
import { cutPage, type PageRequest } from '../postgres/page.ts';
import { ENTITY, WEBSITE, type EntityDetails, type WebsiteDetails } from './record-details.ts';
import type { RecordEntitiesTable, RecordStatus, RecordWebsitesTable } from './tables.ts';
import { ifReadable, openIfReadable, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export interface RecordWebsite {
  id: string;
  number: string;
  domain: string;
  status: RecordStatus;
  issuedOn: string;
  /** The order that brought it on record; absent when it was imported. */
  orderId: OrderId | undefined;
  changedAt: Instant;
  miitId: string | undefined;
  /** MIIT's id of the domain. */
  domainMiitId: string | undefined;
  psbNumber: string | undefined;
  /** Absent as well when they cannot be opened. */
  details: WebsiteDetails | undefined;
  /** The access through this provider; absent when it was cancelled. */
  access:
    | {
        type: 'FILED' | 'TRANSFERRED';
        instanceId: string | undefined;
        /** As MIIT has them; empty until it told. */
        addresses: readonly AddressRange[];
        openedAt: Instant;
        /** The order that opened it; absent when it was imported. */
        orderId: OrderId | undefined;
      }
    | undefined;
  /** Accesses through other providers, as far as MIIT told of them. */
  elsewhere: OtherProvider[];
}

export interface FilingRecord {
  id: string;
  /** Absent in an imported record that no account has taken over. */
  accountId: AccountId | undefined;
  number: string;
  /** Number of the newest version; every change makes the next one. */
  version: number;
  miitId: string | undefined;
  province: Province;
  kind: EntityKind;
  status: RecordStatus;
  issuedOn: string;
  /** The order that brought it on record; absent when it was imported. */
  orderId: OrderId | undefined;
  changedAt: Instant;
  /** Absent as well when they cannot be opened. */
  details: EntityDetails | undefined;
  websites: RecordWebsite[];
  /** Cursor of the page with further websites, where there are any. */
  moreWebsites: string | undefined;
}

/** Websites that are read with their record; further ones are read with {@link readRecord} page by page. */
export const WEBSITES_AT_ONCE = 200;

/** The records of these rows with their first websites; personal details opened. */
export async function withFirstWebsites(
  db: Database,
  vault: Vault,
  entities: readonly Selectable<RecordEntitiesTable>[],
): Promise<FilingRecord[]> {
  const websites = await websitesOf(
    db,
    entities.map(({ id }) => id),
    { limit: WEBSITES_AT_ONCE },
  );
  const ofEntity = (id: string): WebsiteRow[] => websites.filter((website) => website.entity_id === id);
  return entities.map((entity) => toRecord(vault, entity, ofEntity(entity.id), WEBSITES_AT_ONCE));
}

/** One record with a page of its websites, by their number; undefined when there is none. */
export async function readRecord(
  db: Database,
  vault: Vault,
  number: string,
  page: PageRequest = { limit: WEBSITES_AT_ONCE },
): Promise<FilingRecord | undefined> {
  const entity = await db.selectFrom('record_entities').selectAll().where('number', '=', number).executeTakeFirst();
  if (entity === undefined) return undefined;
  const websites = await websitesOf(db, [entity.id], page);
  return toRecord(vault, entity, websites, page.limit);
}

const suffixSchema = z.tuple([cursorNumber]);

const selectWebsites = (db: Database) =>
  db
    .selectFrom('record_websites')
    .leftJoin('record_accesses', (join) =>
      join.onRef('record_accesses.website_id', '=', 'record_websites.id').on('record_accesses.closed_at', 'is', null),
    )
    .selectAll('record_websites')
    .select([
      'record_accesses.type',
      'record_accesses.instance_id',
      'record_accesses.addresses',
      'record_accesses.opened_at',
      'record_accesses.order_id as access_order_id',
    ])
    .select(
      sql<OtherProvider[] | null>`(
        select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('code', provider_code, 'name', provider_name))
          order by coalesce(provider_code, provider_name))
        from record_accesses_elsewhere elsewhere
        where elsewhere.website_id = record_websites.id and elsewhere.closed_at is null)`.as('elsewhere'),
    );

/** One website more than the page has of each entity, so that it shows whether there are others. */
async function websitesOf(
  db: Database,
  entities: readonly string[],
  { limit, cursor }: PageRequest,
): Promise<WebsiteRow[]> {
  const [after] = cursor === undefined ? [-1] : readCursor(suffixSchema, cursor);
  return selectWebsites(db)
    .where(
      sql<boolean>`record_websites.id in (
        select website.id from unnest(${sql.val([...entities])}::uuid[]) as entity (id)
        cross join lateral (
          select id from record_websites where entity_id = entity.id and suffix > ${after}
          order by suffix limit ${limit + 1}
        ) as website
      )`,
    )
    .orderBy('suffix')
    .execute();
}

function toRecord(
  vault: Vault,
  entity: Selectable<RecordEntitiesTable>,
  websites: readonly WebsiteRow[],
  limit: number,
): FilingRecord {
  const { number, wrapped_key: wrapped } = entity;
  const key = wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped));
  const { rows, cursor } = cutPage(websites, limit, ({ suffix }) => [suffix]);
  return {
    id: entity.id,
    accountId: entity.account_id ?? undefined,
    number: entity.number,
    version: entity.version,
    miitId: entity.miit_id ?? undefined,
    province: entity.province,
    kind: entity.kind,
    status: entity.status,
    issuedOn: entity.issued_on,
    orderId: entity.order_id ?? undefined,
    changedAt: fromDate(entity.changed_at),
    details: openIfReadable(key, ENTITY, entity.details),
    websites: rows.map((row) => toWebsite(key, row)),
    moreWebsites: cursor,
  };
}

type WebsiteRow = Selectable<RecordWebsitesTable> & {
  type: 'FILED' | 'TRANSFERRED' | null;
  instance_id: string | null;
  addresses: readonly AddressRange[] | null;
  opened_at: Date | null;
  access_order_id: OrderId | null;
  elsewhere: OtherProvider[] | null;
};

function toWebsite(key: DataKey | undefined, row: WebsiteRow): RecordWebsite {
  const openedAt = fromOptionalDate(row.opened_at);
  return {
    id: row.id,
    number: row.number,
    domain: row.domain,
    status: row.status,
    issuedOn: row.issued_on,
    orderId: row.order_id ?? undefined,
    miitId: row.miit_id ?? undefined,
    domainMiitId: row.domain_miit_id ?? undefined,
    psbNumber: row.psb_number ?? undefined,
    changedAt: fromDate(row.changed_at),
    details: openIfReadable(key, WEBSITE, row.details),
    access:
      row.type === null || openedAt === undefined
        ? undefined
        : {
            type: row.type,
            instanceId: row.instance_id ?? undefined,
            addresses: row.addresses ?? [],
            openedAt,
            orderId: row.access_order_id ?? row.order_id ?? undefined,
          },
    elsewhere: row.elsewhere ?? [],
  };
}
