/** The record of an entity as it stands here: numbers, domains and open accesses. */
import type { EntityRecord } from '../../domain/record/record-change.ts';
import type { Database } from '../postgres/database.ts';

/** By its number, else by its certificate. Undefined when there is none, or it was deregistered. */
export async function recordHere(
  db: Database,
  { number, certificate }: { number: string | undefined; certificate: Buffer | undefined },
): Promise<EntityRecord | undefined> {
  const entity = await db
    .selectFrom('record_entities')
    .select(['id', 'number'])
    .where((eb) =>
      eb.or([
        ...(number === undefined ? [] : [eb('number', '=', number)]),
        ...(certificate === undefined ? [] : [eb('certificate_index', '=', certificate)]),
      ]),
    )
    .where('status', '<>', 'DEREGISTERED')
    .orderBy((eb) => eb('number', '=', number ?? ''), 'desc')
    .executeTakeFirst();
  if (entity === undefined) return undefined;
  const rows = await db
    .selectFrom('record_websites')
    .leftJoin('record_accesses', (join) =>
      join.onRef('record_accesses.website_id', '=', 'record_websites.id').on('record_accesses.closed_at', 'is', null),
    )
    .select(['record_websites.number', 'record_websites.domain', 'record_accesses.type'])
    .where('entity_id', '=', entity.id)
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .orderBy('suffix')
    .execute();
  return {
    number: entity.number,
    websites: rows.map((row) => ({ number: row.number, domain: row.domain })),
    accesses: rows.flatMap((row) => (row.type === null ? [] : [{ website: row.number, type: row.type }])),
  };
}
