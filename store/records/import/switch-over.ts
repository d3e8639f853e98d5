/** Puts the staged lines on record, all at once, with a version of each record that is new or completed. */
import { sql } from 'kysely';
import { toDate, type Database } from '../../postgres/database.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Vault } from '../../sealing/vault.ts';
import { partsOf } from '../record-parts.ts';
import { writeVersions } from '../record-versions.ts';
import { shareIds } from './imported-ids.ts';

export interface ImportCounts {
  entities: { added: number; completed: number; unchanged: number };
  websites: { added: number; unchanged: number };
}

export interface ImportedBy {
  importId: string;
  by: string;
  at: Instant;
}

const VERSIONS_AT_A_TIME = 500;

/** Must be called in a transaction that holds {@link lockRecords}. */
export async function switchOver(trx: Database, vault: Vault, imported: ImportedBy): Promise<ImportCounts> {
  const { importId, by, at } = imported;
  const counts = await count(trx);
  await sql`insert into record_imports (id, imported_at, imported_by, entities, websites)
    values (${importId}, ${toDate(at)}, ${by}, ${counts.entities}, ${counts.websites})`.execute(trx);
  const added = await addEntities(trx, at);
  await complete(trx, at);
  const websites = await addWebsites(trx, at);
  await addAccesses(trx);
  await shareIds(trx, at);
  await sql`
    insert into record_versions
      (entity_id, version, part, website_id, changed_at, cause, import_id, changed_by, changed, state, details)
    select part.entity_id, 1, part.part, part.website_id, ${toDate(at)}, 'IMPORT', ${importId}, ${by}, '{}',
      part.state, part.details
    from (${partsOf(sql`array(select id from import_entities where not known)`)}) part`.execute(trx);
  const changed = await versionsOfKnown(trx, vault, imported);
  return {
    entities: { added, completed: changed, unchanged: counts.entities - added - changed },
    websites: { added: websites, unchanged: counts.websites - websites },
  };
}

async function count(trx: Database): Promise<{ entities: number; websites: number }> {
  const { rows } = await sql<{ entities: number; websites: number }>`
    select (select count(*) from import_entities) as entities, (select count(*) from import_websites) as websites`.execute(
    trx,
  );
  return rows[0] ?? { entities: 0, websites: 0 };
}

/** Nothing else writes records until the transaction ends; reading goes on. */
export async function lockRecords(trx: Database): Promise<void> {
  await sql`lock table record_entities, record_websites, record_accesses, record_accesses_elsewhere
    in share row exclusive mode`.execute(trx);
}

async function addEntities(trx: Database, at: Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into record_entities (id, account_id, number, province, serial, kind, certificate_index, details, wrapped_key,
      status, issued_on, changed_at, miit_id)
    select id, account_id, number, province, serial, kind, certificate_index, details, wrapped_key, status, issued_on,
      ${toDate(at)}, miit_id
    from import_entities where not known order by line`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

/** What is on record here and lacks an id or an account gets it. */
async function complete(trx: Database, at: Instant): Promise<void> {
  await sql`
    update record_entities record set
      miit_id = coalesce(record.miit_id, staged.miit_id),
      account_id = coalesce(record.account_id, staged.account_id),
      changed_at = ${toDate(at)}
    from import_entities staged
    where staged.known and record.id = staged.id and (
      (record.miit_id is null and staged.miit_id is not null)
      or (record.account_id is null and staged.account_id is not null))`.execute(trx);
  await sql`
    update record_websites record set
      miit_id = coalesce(record.miit_id, staged.miit_id),
      domain_miit_id = coalesce(record.domain_miit_id, staged.domain_miit_id),
      psb_number = coalesce(record.psb_number, staged.psb_number),
      changed_at = ${toDate(at)}
    from import_websites staged
    where staged.known and record.id = staged.id and (
      (record.miit_id is null and staged.miit_id is not null)
      or (record.domain_miit_id is null and staged.domain_miit_id is not null)
      or (record.psb_number is null and staged.psb_number is not null))`.execute(trx);
}

async function addWebsites(trx: Database, at: Instant): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into record_websites (id, entity_id, number, suffix, domain, details, head_index, status, issued_on, changed_at,
      miit_id, domain_miit_id, psb_number)
    select id, entity_id, number, suffix, domain, details, head_index, status, issued_on, ${toDate(at)}, miit_id,
      domain_miit_id, psb_number
    from import_websites where not known order by line, place`.execute(trx);
  await sql`
    update record_entities set status = 'ACTIVE', changed_at = ${toDate(at)}
    where status = 'SHELL' and id in (select entity_id from import_websites where not known)`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

async function addAccesses(trx: Database): Promise<void> {
  await sql`
    insert into record_accesses (website_id, type, instance_id, miit_id, opened_at)
    select website_id, type, instance_id, miit_id, opened_at from import_accesses
    where provider_code is null and provider_name is null
    on conflict do nothing`.execute(trx);
  await sql`
    insert into record_accesses_elsewhere (website_id, provider_code, provider_name, miit_id, opened_at)
    select website_id, provider_code, provider_name, miit_id, opened_at from import_accesses
    where provider_code is not null or provider_name is not null
    on conflict do nothing`.execute(trx);
}

/** How many records that were here before are different now. */
async function versionsOfKnown(trx: Database, vault: Vault, { importId, by, at }: ImportedBy): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from import_entities where known order by id`.execute(trx);
  let changed = 0;
  for (let from = 0; from < rows.length; from += VERSIONS_AT_A_TIME) {
    const ids = rows.slice(from, from + VERSIONS_AT_A_TIME).map(({ id }) => id);
    changed += (await writeVersions(trx, vault, ids, { cause: 'IMPORT', importId, by }, at)).length;
  }
  return changed;
}
