/** Details of an entity or website that MIIT's record has differently now; what it does not name stays. */
import type { Finding } from '../../domain/finding.ts';
import type { Person } from '../../domain/order/form.ts';
import type { SyncEvent } from '../../domain/record/sync-event.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { ifReadable, openIfReadable, seal, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { ENTITY, WEBSITE } from './record-details.ts';
import { headIndex } from './recorded-facts.ts';

type Changed<Change extends SyncEvent['change']> = Extract<SyncEvent, { change: Change }>;

/** Returns why it cannot be so; nothing is changed then. */
export async function changeEntity(
  trx: Database,
  vault: Vault,
  { number, entity: said, head }: Changed<'ENTITY_CHANGED'>,
  at: Instant,
): Promise<Finding[]> {
  const row = await trx
    .selectFrom('record_entities')
    .select(['id', 'kind', 'details', 'wrapped_key', 'certificate_index'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const key = keyOf(vault, number, row.wrapped_key);
  if (key === undefined) return [unreadable];
  const before = openIfReadable(key, ENTITY, row.details) ?? { entity: {}, head: undefined };
  const entity = { ...before.entity, ...said };
  const index =
    entity.certificateNumber === undefined ? row.certificate_index : certificateIndex(vault, entity.certificateNumber);
  if (await isOfAnother(trx, row.id, index)) return [certificateTaken];
  await trx
    .updateTable('record_entities')
    .set({
      kind: said?.kind ?? row.kind,
      certificate_index: index,
      details: seal(key, ENTITY, { entity, head: merged(before.head, head) }),
      changed_at: toDate(at),
    })
    .where('id', '=', row.id)
    .execute();
  return [];
}

/** The same for a website. */
export async function changeWebsite(
  trx: Database,
  vault: Vault,
  { website: number, data, head }: Changed<'WEBSITE_CHANGED'>,
  at: Instant,
): Promise<Finding[]> {
  const row = await trx
    .selectFrom('record_websites')
    .innerJoin('record_entities', 'record_entities.id', 'record_websites.entity_id')
    .select([
      'record_websites.id',
      'record_websites.details',
      'record_entities.number as entity',
      'record_entities.wrapped_key',
    ])
    .where('record_websites.number', '=', number)
    .executeTakeFirstOrThrow();
  const key = keyOf(vault, row.entity, row.wrapped_key);
  if (key === undefined) return [unreadable];
  const before = openIfReadable(key, WEBSITE, row.details) ?? { website: {}, head: undefined };
  const person = merged(before.head, head);
  await trx
    .updateTable('record_websites')
    .set({
      details: seal(key, WEBSITE, { website: { ...before.website, ...data }, head: person }),
      head_index: headIndex(vault, person) ?? null,
      changed_at: toDate(at),
    })
    .where('id', '=', row.id)
    .execute();
  return [];
}

const merged = (before: Person | undefined, said: Person | undefined): Person | undefined =>
  said === undefined ? before : { ...before, ...said };

const keyOf = (vault: Vault, number: string, wrapped: Buffer | null): DataKey | undefined =>
  wrapped === null ? undefined : ifReadable(() => vault.unwrap(number, wrapped));

const isOfAnother = async (trx: Database, id: string, certificate: Buffer): Promise<boolean> =>
  (await trx
    .selectFrom('record_entities')
    .select('id')
    .where('certificate_index', '=', certificate)
    .where('id', '<>', id)
    .where('status', '<>', 'DEREGISTERED')
    .executeTakeFirst()) !== undefined;

const unreadable: Finding = {
  path: 'record',
  code: 'UNREADABLE',
  advice:
    'The details of this record cannot be opened, so they cannot be changed. Ask operators about the master keys.',
};
const certificateTaken: Finding = {
  path: 'entity.certificateNumber',
  code: 'CERTIFICATE_OF_ANOTHER_RECORD',
  advice:
    'Another record here has this certificate. If MIIT does not know that one any more, report its removal first.',
};
