/**
 * Versions of a record: after every change, the parts that differ from the version before, with who or what changed them, when,
 * and which fields. The details are copied as they are sealed, so they end with the key of the record.
 */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { ifReadable, openIfReadable, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { ENTITY, WEBSITE } from './record-details.ts';
import { ENTITY_PART, partsOf, type PartRow } from './record-parts.ts';
import type { PartState } from './tables.ts';

/** What changed a record. `by` is the opaque identifier of whoever imported or told. */
export type ChangedBy =
  | { cause: 'ORDER'; orderId: OrderId }
  | { cause: 'IMPORT'; importId: string; by: string }
  | { cause: 'SYNC'; eventId: string; by: string };

interface DifferingPart extends PartRow {
  number: string;
  wrapped_key: Buffer | null;
  last_state: PartState | null;
  last_details: Buffer | null;
}

/**
 * Writes a version of each of these records that differs from its last version; returns the ids of those. Must be called in the
 * transaction that changed them.
 */
export async function writeVersions(
  trx: Database,
  vault: Vault,
  entityIds: readonly string[],
  by: ChangedBy,
  at: Instant,
): Promise<string[]> {
  const ids = sql`${sql.val([...new Set(entityIds)])}::uuid[]`;
  await sql`select from record_entities where id = any(${ids}) order by id for update`.execute(trx);
  const { rows } = await sql<DifferingPart>`
    select part.*, entity.number, entity.wrapped_key, last.state as last_state, last.details as last_details
    from (${partsOf(ids)}) part
    join record_entities entity on entity.id = part.entity_id
    left join lateral (
      select state, details from record_versions version
      where version.entity_id = part.entity_id and version.part = part.part order by version.version desc limit 1
    ) last on true
    where last.state is distinct from part.state or last.details is distinct from part.details
    order by part.entity_id, part.part`.execute(trx);
  const records = new Map<string, ChangedPart[]>();
  for (const row of rows) {
    const fields = changedFields(vault, row);
    if (fields.length === 0 && row.last_state !== null) continue;
    records.set(row.entity_id, [...(records.get(row.entity_id) ?? []), { row, fields }]);
  }
  for (const [id, parts] of records) await writeVersion(trx, { id, parts }, by, at);
  return [...records.keys()];
}

interface ChangedPart {
  row: DifferingPart;
  fields: string[];
}

async function writeVersion(
  trx: Database,
  { id, parts }: { id: string; parts: readonly ChangedPart[] },
  by: ChangedBy,
  at: Instant,
): Promise<void> {
  const isFirst = parts.some(({ row }) => row.part === ENTITY_PART && row.last_state === null);
  const { version } = await trx
    .updateTable('record_entities')
    .set((eb) => ({ version: isFirst ? eb.ref('version') : eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('record_versions')
    .values(
      parts.map(({ row, fields }) => ({
        entity_id: id,
        version,
        part: row.part,
        website_id: row.website_id,
        changed_at: toDate(at),
        ...columnsOf(by),
        changed: fields,
        state: JSON.stringify(row.state),
        details: row.details,
      })),
    )
    .execute();
}

function columnsOf(by: ChangedBy) {
  switch (by.cause) {
    case 'ORDER':
      return { cause: by.cause, order_id: by.orderId };
    case 'IMPORT':
      return { cause: by.cause, import_id: by.importId, changed_by: by.by };
    case 'SYNC':
      return { cause: by.cause, event_id: by.eventId, changed_by: by.by };
    default:
      return by satisfies never;
  }
}

/** `status`, `entity.name`, `head.mobile`, `access`; none of a part that had no version before. */
function changedFields(vault: Vault, row: DifferingPart): string[] {
  if (row.last_state === null) return [];
  return [...fieldsChanged('', row.last_state, row.state), ...detailsChanged(vault, row)];
}

/** Details that cannot be opened are said to have changed as a whole. */
function detailsChanged(vault: Vault, row: DifferingPart): string[] {
  if (row.details?.equals(row.last_details ?? Buffer.alloc(0)) === true || row.details === row.last_details) return [];
  const { wrapped_key: wrapped, number } = row;
  const key = wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped));
  const [before, after] = [opened(key, row, row.last_details), opened(key, row, row.details)];
  if (before === undefined || after === undefined) return ['details'];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((section) =>
    fieldsChanged(`${section}.`, before[section] ?? {}, after[section] ?? {}),
  );
}

type Sections = Readonly<Record<string, object | undefined>>;

const opened = (key: DataKey | undefined, { part }: PartRow, sealed: Buffer | null): Sections | undefined => {
  const details = part === ENTITY_PART ? openIfReadable(key, ENTITY, sealed) : openIfReadable(key, WEBSITE, sealed);
  return details && { ...details };
};

function fieldsChanged(prefix: string, before: object, after: object): string[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((field) => !isDeepStrictEqual(one.get(field), other.get(field)))
    .map((field) => `${prefix}${field}`)
    .toSorted();
}
