/**
 * Approved filings as they exist at MIIT, if they were filed or are served here (备案信息): one entity, its websites, and the
 * accesses that link a website to this provider. Each entity has a data key of its own, so a record outlives the erasure of
 * the order it came from.
 */
import type { Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, type Database } from '../postgres/database.ts';
import { ENTITY, WEBSITE, type EntityDetails, type WebsiteDetails } from './record-details.ts';
import type { RecordEntitiesTable, RecordStatus, RecordWebsitesTable } from './tables.ts';
import { open, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export interface RecordWebsite {
  id: string;
  number: string;
  domain: string;
  status: RecordStatus;
  issuedOn: string;
  orderId: OrderId;
  changedAt: Instant;
  details: WebsiteDetails | undefined;
  /** The access through this provider; absent when it was cancelled. */
  access: { type: 'FILED' | 'TRANSFERRED'; instanceId: string | undefined; openedAt: Instant } | undefined;
}

export interface FilingRecord {
  id: string;
  accountId: AccountId;
  number: string;
  province: Province;
  kind: EntityKind;
  status: RecordStatus;
  issuedOn: string;
  orderId: OrderId;
  changedAt: Instant;
  details: EntityDetails | undefined;
  websites: RecordWebsite[];
}

/** Records of an account, or one record, with their websites; personal details opened. */
export async function readRecords(
  db: Database,
  vault: Vault,
  which: { accountId: AccountId } | { number: string },
): Promise<FilingRecord[]> {
  const query = db.selectFrom('record_entities').selectAll().orderBy('number');
  const entities = await (
    'number' in which ? query.where('number', '=', which.number) : query.where('account_id', '=', which.accountId)
  ).execute();
  return Promise.all(entities.map((entity) => withWebsites(db, vault, entity)));
}

/** The record a domain belongs to; for the access gate and the duties after approval. */
export async function recordOfDomain(db: Database, vault: Vault, domain: string): Promise<FilingRecord | undefined> {
  const entity = await db
    .selectFrom('record_entities')
    .innerJoin('record_websites', 'record_websites.entity_id', 'record_entities.id')
    .selectAll('record_entities')
    .where('domain', '=', domain.toLowerCase())
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .executeTakeFirst();
  return entity === undefined ? undefined : withWebsites(db, vault, entity);
}

async function withWebsites(
  db: Database,
  vault: Vault,
  entity: Selectable<RecordEntitiesTable>,
): Promise<FilingRecord> {
  const key = entity.wrapped_key === null ? undefined : vault.unwrap(entity.number, entity.wrapped_key);
  const rows = await db
    .selectFrom('record_websites')
    .leftJoin('record_accesses', (join) =>
      join.onRef('record_accesses.website_id', '=', 'record_websites.id').on('record_accesses.closed_at', 'is', null),
    )
    .selectAll('record_websites')
    .select(['record_accesses.type', 'record_accesses.instance_id', 'record_accesses.opened_at'])
    .where('entity_id', '=', entity.id)
    .orderBy('suffix')
    .execute();
  return {
    id: entity.id,
    accountId: entity.account_id,
    number: entity.number,
    province: entity.province,
    kind: entity.kind,
    status: entity.status,
    issuedOn: entity.issued_on,
    orderId: entity.order_id,
    changedAt: fromDate(entity.changed_at),
    details: key && entity.details ? open(key, ENTITY, entity.details) : undefined,
    websites: rows.map((row) => toWebsite(key, row)),
  };
}

type WebsiteRow = Selectable<RecordWebsitesTable> & {
  type: 'FILED' | 'TRANSFERRED' | null;
  instance_id: string | null;
  opened_at: Date | null;
};

function toWebsite(key: DataKey | undefined, row: WebsiteRow): RecordWebsite {
  const openedAt = fromOptionalDate(row.opened_at);
  return {
    id: row.id,
    number: row.number,
    domain: row.domain,
    status: row.status,
    issuedOn: row.issued_on,
    orderId: row.order_id,
    changedAt: fromDate(row.changed_at),
    details: key && row.details ? open(key, WEBSITE, row.details) : undefined,
    access:
      row.type === null || openedAt === undefined
        ? undefined
        : { type: row.type, instanceId: row.instance_id ?? undefined, openedAt },
  };
}
