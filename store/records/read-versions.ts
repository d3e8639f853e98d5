/** Reads the versions of a record, newest first. */
import { z } from 'zod';
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { cursorNumber, readCursor } from '../postgres/cursor.ts';
import { fromDate, type Database } from '../postgres/database.ts';
import { cutPage, type Page, type PageRequest } from '../postgres/page.ts';
import { ifReadable, openIfReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { ENTITY, WEBSITE, type EntityDetails, type WebsiteDetails } from './record-details.ts';
import { ENTITY_PART } from './record-parts.ts';
import type { PartState, VersionCause } from './tables.ts';

export interface RecordVersion {
  version: number;
  changedAt: Instant;
  cause: VersionCause;
  orderId: OrderId | undefined;
  importId: string | undefined;
  eventId: string | undefined;
  /** Who imported or told, by an opaque identifier. */
  changedBy: string | undefined;
  /** The parts that are different from the version before; the entity first, then websites by number. */
  parts: VersionPart[];
}

export type VersionPart = {
  /** Names of the fields that differ; empty where the part is new. */
  changed: string[];
  state: PartState;
} & (
  | { part: 'ENTITY'; details: EntityDetails | undefined }
  /** `part` is the website's number. */
  | { part: 'WEBSITE'; number: string; details: WebsiteDetails | undefined }
);

const placeSchema = z.tuple([cursorNumber]);

/** Throws `CursorError` for a cursor that was not given out here. No versions for a number that is not on record. */
export async function versionPage(
  db: Database,
  vault: Vault,
  number: string,
  { limit, cursor }: PageRequest,
): Promise<Page<RecordVersion>> {
  const entity = await db
    .selectFrom('record_entities')
    .select(['id', 'wrapped_key'])
    .where('number', '=', number)
    .executeTakeFirst();
  if (entity === undefined) return { rows: [] };
  const before = cursor === undefined ? undefined : readCursor(placeSchema, cursor)[0];
  const read = await db
    .selectFrom('record_versions')
    .select('version')
    .distinct()
    .where('entity_id', '=', entity.id)
    .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, ...rest } = cutPage(read, limit, ({ version }) => [version]);
  const parts = await db
    .selectFrom('record_versions')
    .selectAll()
    .where('entity_id', '=', entity.id)
    .where(sql<boolean>`version = any(${sql.val(rows.map(({ version }) => version))})`)
    .orderBy('version', 'desc')
    .orderBy((eb) => eb('part', '=', ENTITY_PART), 'desc')
    .orderBy('part')
    .execute();
  const { wrapped_key: wrapped } = entity;
  const key = wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped));
  const versions = rows.flatMap(({ version }) => {
    const own = parts.filter((part) => part.version === version);
    const [first] = own;
    if (first === undefined) return [];
    return {
      version,
      changedAt: fromDate(first.changed_at),
      cause: first.cause,
      orderId: first.order_id ?? undefined,
      importId: first.import_id ?? undefined,
      eventId: first.event_id ?? undefined,
      changedBy: first.changed_by ?? undefined,
      parts: own.map(({ part, changed, state, details }): VersionPart =>
        part === ENTITY_PART
          ? { part: 'ENTITY', changed, state, details: openIfReadable(key, ENTITY, details) }
          : { part: 'WEBSITE', number: part, changed, state, details: openIfReadable(key, WEBSITE, details) },
      ),
    };
  });
  return { rows: versions, ...rest };
}
