/** The record of an entity as it stands here: numbers, domains and open accesses. */
import type { EntityRecord, OtherProvider } from '../../domain/record/record-change.ts';
import { present } from '../../domain/present.ts';
import type { Database } from '../postgres/database.ts';

/** With the id of its row and the number of its newest version. */
export interface RecordHere extends EntityRecord {
  id: string;
  version: number;
}

/** By its number, else by its certificate. Undefined when there is none, or it was deregistered. */
export async function recordHere(
  db: Database,
  { number, certificate }: { number: string | undefined; certificate: Buffer | undefined },
): Promise<RecordHere | undefined> {
  const entity = await db
    .selectFrom('record_entities')
    .select(['id', 'number', 'version'])
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
    ...entity,
    websites: rows.map((row) => ({ number: row.number, domain: row.domain })),
    accesses: rows.flatMap((row) => (row.type === null ? [] : [{ website: row.number, type: row.type }])),
    ...present({ elsewhere: await accessesElsewhere(db, entity.id) }),
  };
}

async function accessesElsewhere(
  db: Database,
  entityId: string,
): Promise<{ website: string; provider: OtherProvider }[] | undefined> {
  const rows = await db
    .selectFrom('record_accesses_elsewhere')
    .innerJoin('record_websites', 'record_websites.id', 'record_accesses_elsewhere.website_id')
    .select(['number', 'provider_code', 'provider_name'])
    .where('entity_id', '=', entityId)
    .where('closed_at', 'is', null)
    .orderBy('suffix')
    .execute();
  if (rows.length === 0) return undefined;
  return rows.map(({ number, provider_code: code, provider_name: name }) => ({
    website: number,
    provider: present({ code: code ?? undefined, name: name ?? undefined }),
  }));
}
