/**
 * MIIT's ids in an import count as told by MIIT: files of the bureaus name removals and changes by them. What a bureau has told itself
 * holds against the file, and is given to records that were imported after it was told.
 */
import { sql } from 'kysely';
import type { Instant } from '../../../domain/time/instant.ts';
import { giveIdsToNumbers } from '../../bureau-answers/told-ids.ts';
import { toDate, type Database } from '../../postgres/database.ts';

/** Must be called when the staged lines are on record. */
export async function shareIds(trx: Database, at: Instant): Promise<void> {
  await sql`
    insert into bureau_told_ids (kind, miit_id, number, ours, told_at)
    select kind, miit_id, number, ours, ${toDate(at)} from (
      select 'ENTITY' as kind, miit_id, number, true as ours from import_entities
      union all select 'WEBSITE', miit_id, number, true from import_websites
      union all select 'ACCESS', access.miit_id, website.number,
        access.provider_code is null and access.provider_name is null
      from import_accesses access join import_websites website on website.id = access.website_id) named
    where miit_id is not null and not exists (
      select from bureau_told_ids told
      where told.kind = named.kind and told.number = named.number and told.ours = named.ours and told.removed_at is null)
    on conflict do nothing`.execute(trx);
  await giveIdsToNumbers(trx, sql`select number from import_entities union all select number from import_websites`);
}
