/** What only the whole file shows, and what the records here say to it: numbers, domains, certificates and accounts twice. */
import { sql } from 'kysely';
import type { Database } from '../../postgres/database.ts';

/** Each adds findings; the first line that names something is right, every later one is a finding. */
const AMONG_LINES = [
  sql`select line, 'number', 'NUMBER_TWICE' from (
      select line, row_number() over (partition by number order by line) as nth from import_entities) each where nth > 1`,
  sql`select line, 'entity.certificateNumber', 'CERTIFICATE_TWICE' from (
      select line, row_number() over (partition by certificate_index order by line) as nth from import_entities) each
    where nth > 1`,
  sql`select line, 'accountId', 'ACCOUNT_TWICE' from (
      select line, row_number() over (partition by account_id order by line) as nth from import_entities
      where account_id is not null) each where nth > 1`,
  sql`select line, 'websites.' || place || '.domain', 'DOMAIN_TWICE' from (
      select line, place, row_number() over (partition by domain order by line, place) as nth from import_websites) each
    where nth > 1`,
];

/** Asked once when the file is judged, and once more when nothing can change any more. */
const AGAINST_RECORDS = [
  sql`select line, 'number', 'DEREGISTERED_HERE' from import_entities staged
    join record_entities record on record.number = staged.number where record.status = 'DEREGISTERED'`,
  sql`select line, 'number', 'CHANGED_MEANWHILE' from import_entities staged
    join record_entities record on record.number = staged.number where not staged.known`,
  sql`select line, 'entity.certificateNumber', 'CERTIFICATE_ON_RECORD' from import_entities staged
    join record_entities record on record.certificate_index = staged.certificate_index
    where record.status <> 'DEREGISTERED' and record.number <> staged.number`,
  sql`select line, 'accountId', 'UNKNOWN_ACCOUNT' from import_entities staged
    where account_id is not null and not exists (select from accounts where accounts.id = staged.account_id)`,
  sql`select line, 'accountId', 'ACCOUNT_HAS_ANOTHER_ENTITY' from import_entities staged
    where account_id is not null and exists (select from record_entities record
      where record.account_id = staged.account_id and record.status <> 'DEREGISTERED' and record.number <> staged.number)`,
  sql`select line, 'accountId', 'ACCOUNT_DIFFERS' from import_entities staged
    join record_entities record on record.number = staged.number
    where record.account_id <> staged.account_id`,
  sql`select line, 'websites.' || place || '.domain', 'DOMAIN_ON_RECORD' from import_websites staged
    join record_websites record on record.domain = staged.domain
    where record.status <> 'DEREGISTERED' and record.number <> staged.number`,
  sql`select line, 'websites.' || place || '.number',
      case when record.status = 'DEREGISTERED' then 'DEREGISTERED_HERE' else 'NUMBER_OF_ANOTHER' end
    from import_websites staged join record_websites record on record.number = staged.number
    where record.status = 'DEREGISTERED' or record.domain <> staged.domain or record.entity_id <> staged.entity_id`,
  sql`select line, 'websites.' || place || '.accesses', 'DIFFERS' from import_websites staged
    join record_websites record on record.number = staged.number
    where exists (select from record_accesses access where access.website_id = record.id and access.closed_at is null)
      is distinct from exists (select from import_accesses access
        where access.website_id = staged.id and access.provider_code is null and access.provider_name is null)`,
];

export async function checkAmongLines(connection: Database): Promise<void> {
  for (const found of AMONG_LINES) await sql`insert into import_findings ${found}`.execute(connection);
}

export async function checkAgainstRecords(connection: Database): Promise<void> {
  for (const found of AGAINST_RECORDS) await sql`insert into import_findings ${found}`.execute(connection);
}
