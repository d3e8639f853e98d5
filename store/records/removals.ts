/** What leaves a record: the entity with everything it has, or one website with its accesses. What is gone already stays so. */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { closeEveryAccess } from './accesses.ts';

/** The entity leaves the record with all its websites and accesses (R-DEREG-1). */
export async function removeEntity(trx: Database, at: Instant, number: string): Promise<void> {
  const entity = await trx
    .updateTable('record_entities')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('number', '=', number)
    .where('status', '<>', 'DEREGISTERED')
    .returning('id')
    .executeTakeFirst();
  if (entity === undefined) return;
  const websites = await trx
    .updateTable('record_websites')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('entity_id', '=', entity.id)
    .where('status', '<>', 'DEREGISTERED')
    .returning('id')
    .execute();
  await closeEveryAccess(
    trx,
    at,
    websites.map(({ id }) => id),
  );
}

/** The website leaves the record; an entity without any other is a shell from then on (R-INSP-12). */
export async function removeWebsite(trx: Database, at: Instant, number: string): Promise<void> {
  const gone = await trx
    .updateTable('record_websites')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('number', '=', number)
    .where('status', '<>', 'DEREGISTERED')
    .returning(['id', 'entity_id'])
    .executeTakeFirst();
  if (gone === undefined) return;
  await closeEveryAccess(trx, at, [gone.id]);
  await sql`
    update record_entities set status = 'SHELL', changed_at = ${toDate(at)}
    where id = ${gone.entity_id} and status = 'ACTIVE' and not exists (
      select from record_websites where entity_id = ${gone.entity_id} and status <> 'DEREGISTERED')`.execute(trx);
}
