/**
 * Approved filings as they exist at MIIT, as far as they came about or are served here (备案信息): one entity, its
 * websites, and the accesses that link a website to this provider. Each entity has a data key of its own, so a record
 * outlives the erasure of the order it came from.
 */
import type { Selectable } from 'kysely';
import type { Entity, OrderForm, Person, Province, Website } from '../../domain/order/form.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { asciiHost } from '../../domain/identity/domain-name.ts';
import { parseIcpNumber } from '../../domain/record/icp-number.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { open, seal, type Column, type DataKey, type Vault } from '../sealing/envelope.ts';
import { reservationsOf } from '../assets/instances.ts';
import { certificateIndex, readOrder } from '../orders/orders.ts';
import { headIndex } from './recorded-facts.ts';
import type { RecordEntitiesTable, RecordStatus, RecordWebsitesTable } from './tables.ts';

interface EntityDetails {
  entity: Entity;
  head: Person | undefined;
}
interface WebsiteDetails {
  website: Website;
  head: Person | undefined;
}
const ENTITY: Column<EntityDetails> = { name: 'record_entities.details' };
const WEBSITE: Column<WebsiteDetails> = { name: 'record_websites.details' };

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

export interface RecordToWrite {
  orderId: OrderId;
  at: Instant;
  entityNumber: string;
  websites: readonly { domain: string; number: string }[];
  issuedOn: string;
}

export class RecordError extends Error {
  override readonly name = 'RecordError';
}

/**
 * Makes the approved record visible here, from the order's form and MIIT's numbers: a new entity, or a new website
 * of one that is here already. A repeat changes nothing. Throws {@link RecordError} when the form does not hold what a
 * record needs.
 */
export function writeRecord(db: Database, vault: Vault, record: RecordToWrite): Promise<void> {
  return inTransaction(db, async (trx) => {
    const order = await readOrder(trx, vault, record.orderId);
    if (order?.form === undefined) throw new RecordError(`order ${record.orderId} has no form to make a record of`);
    const { form } = order;
    const entity = await writeEntity(trx, vault, { record, form, accountId: order.accountId });
    const instances = new Map(
      (await reservationsOf(trx, record.orderId)).map((one) => [one.websiteId, one.instanceId]),
    );
    for (const { domain: written, number } of record.websites) {
      const domain = written.toLowerCase();
      const found = websiteOf(form, domain);
      const websiteId = await writeWebsite(trx, vault, {
        record,
        entity,
        domain,
        number,
        form,
        website: found?.website ?? {},
      });
      const instanceId = found === undefined ? undefined : instances.get(found.id);
      await openAccess(trx, { record, websiteId, instanceId });
    }
  });
}

interface OpenEntity {
  id: string;
  key: DataKey;
}

async function writeEntity(
  trx: Database,
  vault: Vault,
  { record, form, accountId }: { record: RecordToWrite; form: OrderForm; accountId: AccountId },
): Promise<OpenEntity> {
  const known = await trx
    .selectFrom('record_entities')
    .select(['id', 'wrapped_key'])
    .where('number', '=', record.entityNumber)
    .forUpdate()
    .executeTakeFirst();
  if (known !== undefined && known.wrapped_key !== null) {
    await trx
      .updateTable('record_entities')
      .set({ status: 'ACTIVE', changed_at: toDate(record.at) })
      .where('id', '=', known.id)
      .execute();
    return { id: known.id, key: vault.unwrap(record.entityNumber, known.wrapped_key) };
  }
  const { province, kind, certificateNumber, headId } = form.entity;
  if (province === undefined || kind === undefined || certificateNumber === undefined) {
    throw new RecordError(`the form of ${record.orderId} lacks the entity's province, kind or certificate`);
  }
  const number = parseIcpNumber(record.entityNumber);
  const { key, wrapped } = vault.newKey(record.entityNumber);
  const index = certificateIndex(vault, certificateNumber);
  const details = { entity: form.entity, head: headId === undefined ? undefined : form.people[headId] };
  await supersedeEntity(trx, index, record.at);
  const { id } = await trx
    .insertInto('record_entities')
    .values({
      account_id: accountId,
      number: record.entityNumber,
      province: number?.province ?? province,
      serial: number !== undefined && 'serial' in number ? number.serial : digitsOf(record.entityNumber),
      kind,
      certificate_index: index,
      details: seal(key, ENTITY, details),
      wrapped_key: wrapped,
      issued_on: record.issuedOn,
      order_id: record.orderId,
      changed_at: toDate(record.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, key };
}

/** MIIT's newest number holds (R-PUB-3): what was recorded of the same certificate or domain before is no more. */
async function supersedeEntity(trx: Database, certificate: Buffer, at: Instant): Promise<void> {
  await trx
    .updateTable('record_entities')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('certificate_index', '=', certificate)
    .where('status', '<>', 'DEREGISTERED')
    .execute();
}

async function supersedeWebsite(trx: Database, domain: string, number: string, at: Instant): Promise<void> {
  const gone = await trx
    .updateTable('record_websites')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('domain', '=', domain)
    .where('number', '<>', number)
    .where('status', '<>', 'DEREGISTERED')
    .returning('id')
    .execute();
  if (gone.length === 0) return;
  await trx
    .updateTable('record_accesses')
    .set({ closed_at: toDate(at) })
    .where(
      'website_id',
      'in',
      gone.map(({ id }) => id),
    )
    .where('closed_at', 'is', null)
    .execute();
}

async function writeWebsite(
  trx: Database,
  vault: Vault,
  written: {
    record: RecordToWrite;
    entity: OpenEntity;
    domain: string;
    number: string;
    form: OrderForm;
    website: Website;
  },
): Promise<string> {
  const { record, entity, domain, number, form, website } = written;
  const head = website.headId === undefined ? undefined : form.people[website.headId];
  const sealed = seal(entity.key, WEBSITE, { website, head });
  const index = headIndex(vault, head) ?? null;
  await supersedeWebsite(trx, domain, number, record.at);
  const { id } = await trx
    .insertInto('record_websites')
    .values({
      entity_id: entity.id,
      number,
      suffix: suffixOf(number),
      domain,
      details: sealed,
      head_index: index,
      order_id: record.orderId,
      issued_on: record.issuedOn,
      changed_at: toDate(record.at),
    })
    .onConflict((conflict) =>
      conflict
        .column('number')
        .doUpdateSet({ details: sealed, head_index: index, status: 'ACTIVE', changed_at: toDate(record.at) }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function openAccess(
  trx: Database,
  access: { record: RecordToWrite; websiteId: string; instanceId: string | undefined },
): Promise<void> {
  await trx
    .insertInto('record_accesses')
    .values({
      website_id: access.websiteId,
      type: 'FILED',
      instance_id: access.instanceId ?? null,
      order_id: access.record.orderId,
      opened_at: toDate(access.record.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The website of a form that lies within a domain. */
export function websiteOf(form: OrderForm, domain: string): { id: string; website: Website } | undefined {
  const entry = Object.entries(form.websites).find(([, website]) => isWithin(website.domain, domain));
  return entry === undefined ? undefined : { id: entry[0], website: entry[1] };
}

/** Compared in ASCII form, because MIIT and applicants may write a Chinese domain differently. */
const isWithin = (host: string | undefined, domain: string): boolean => {
  const [inner, outer] = [asciiHost(host ?? ''), asciiHost(domain)];
  return outer !== undefined && (inner === outer || inner?.endsWith(`.${outer}`) === true);
};

const digitsOf = (number: string): string => /\d+/.exec(number)?.[0] ?? '';

/** Counts the websites of an entity; numbers of an unknown form go first. */
function suffixOf(text: string): number {
  const number = parseIcpNumber(text);
  return number !== undefined && 'suffix' in number ? number.suffix : 0;
}

/** What is known here of an entity and a domain: the `…Here` half of the look-ups of R-TYPE-3. */
export interface KnownHere {
  entityHere: boolean;
  shellEntity: boolean;
  entityNumber: string | undefined;
  accountId: AccountId | undefined;
  domainHere: boolean;
  domainOfEntity: boolean;
}

/** Looks an entity up by its certificate and a domain by its name. Deregistered records are not found (R-DEREG-10). */
export async function lookUp(
  db: Database,
  vault: Vault,
  wanted: { certificateNumber?: string; domain?: string },
): Promise<KnownHere> {
  const entity =
    wanted.certificateNumber === undefined
      ? undefined
      : await db
          .selectFrom('record_entities')
          .select(['id', 'number', 'status', 'account_id'])
          .where('certificate_index', '=', certificateIndex(vault, wanted.certificateNumber))
          .where('status', '<>', 'DEREGISTERED')
          .executeTakeFirst();
  const website =
    wanted.domain === undefined
      ? undefined
      : await db
          .selectFrom('record_websites')
          .leftJoin('record_accesses', (join) =>
            join
              .onRef('record_accesses.website_id', '=', 'record_websites.id')
              .on('record_accesses.closed_at', 'is', null),
          )
          .select(['record_websites.entity_id', 'record_accesses.id as access_id'])
          .where('domain', '=', wanted.domain.toLowerCase())
          .where('status', '<>', 'DEREGISTERED')
          .executeTakeFirst();
  return {
    entityHere: entity !== undefined,
    shellEntity: entity?.status === 'SHELL',
    entityNumber: entity?.number,
    accountId: entity?.account_id,
    domainHere: website !== undefined && website.access_id !== null,
    domainOfEntity: website !== undefined && website.entity_id === entity?.id,
  };
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
