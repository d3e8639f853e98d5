/** MIIT's ids that came with an import, which files of the bureaus name as they name those that MIIT told. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into bureau_told_ids (kind, miit_id, number, ours, told_at)
    select kind, miit_id, number, ours, now() from (
      select 'ENTITY' as kind, miit_id, number, true as ours from record_entities where status <> 'DEREGISTERED'
      union all select 'WEBSITE', miit_id, number, true from record_websites where status <> 'DEREGISTERED'
      union all select 'ACCESS', access.miit_id, website.number, true
      from record_accesses access join record_websites website on website.id = access.website_id
      where access.closed_at is null and website.status <> 'DEREGISTERED') named
    where miit_id is not null and not exists (
      select from bureau_told_ids told
      where told.kind = named.kind and told.number = named.number and told.ours = named.ours and told.removed_at is null)
    on conflict do nothing`.execute(db);
}
