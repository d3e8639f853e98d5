/** How the record stands today that an inspection is about. */
import { sql } from 'kysely';
import type { RecordToday } from '../../domain/inspection/ways-on.ts';
import type { Database } from '../postgres/database.ts';

/** @param number of the entity or website that was inspected */
export async function recordToday(db: Database, number: string): Promise<RecordToday> {
  const { rows } = await sql<{ is_there: boolean; entity_there: boolean; others: boolean; elsewhere: boolean }>`
    select
      coalesce(website.status, entity.status) <> 'DEREGISTERED' as is_there,
      entity.status <> 'DEREGISTERED' as entity_there,
      exists (select from record_websites as other where other.entity_id = entity.id
        and other.status <> 'DEREGISTERED' and other.id is distinct from website.id) as others,
      exists (select from record_accesses_elsewhere as access join record_websites as served
        on served.id = access.website_id
        where access.closed_at is null and (served.id = website.id or (website.id is null and served.entity_id = entity.id))
      ) as elsewhere
    from record_entities as entity
    left join record_websites as website on website.entity_id = entity.id and website.number = ${number}
    where entity.number = ${number} or website.id is not null
    limit 1`.execute(db);
  const [row] = rows;
  if (row === undefined) return { hasWebsite: false, entity: 'NONE', servedElsewhere: false };
  return { hasWebsite: row.is_there, entity: entityOf(row), servedElsewhere: row.elsewhere };
}

function entityOf(row: { entity_there: boolean; others: boolean }): RecordToday['entity'] {
  if (!row.entity_there) return 'NONE';
  return row.others ? 'WITH_WEBSITES' : 'ALONE';
}
