/**
 * MIIT's ids of what is on record, accesses through other providers, and the versions of a record: who changed what, and when.
 * What is on record already gets a first version. A record that was imported belongs to no order, and maybe to no account yet.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table record_entities
    alter column account_id drop not null,
    alter column order_id drop not null,
    add column miit_id text,
    add column version int not null default 1`,
  sql`alter table record_websites
    alter column order_id drop not null,
    add column miit_id text,
    add column domain_miit_id text,
    add column psb_number text`,
  sql`alter table record_accesses
    alter column order_id drop not null,
    add column miit_id text`,

  // A table of its own, because the version before this one takes every row of record_accesses for an access here.
  sql`create table record_accesses_elsewhere (
    id uuid primary key default gen_random_uuid(),
    website_id uuid not null references record_websites,
    provider_code text,
    provider_name text,
    miit_id text,
    opened_at timestamptz not null,
    closed_at timestamptz,
    check (provider_code is not null or provider_name is not null)
  )`,
  sql`create unique index record_accesses_elsewhere_one_open
    on record_accesses_elsewhere (website_id, coalesce(provider_code, provider_name)) where closed_at is null`,

  sql`create table record_imports (
    id uuid primary key,
    imported_at timestamptz not null,
    imported_by text not null,
    entities int not null,
    websites int not null
  )`,

  sql`create table record_versions (
    entity_id uuid not null references record_entities,
    version int not null,
    part text not null,
    website_id uuid references record_websites,
    changed_at timestamptz not null,
    cause text not null,
    order_id text,
    import_id uuid references record_imports,
    event_id text,
    changed_by text,
    changed text[] not null,
    state jsonb not null,
    details bytea,
    primary key (entity_id, version, part)
  )`,
  sql`create index record_versions_by_part on record_versions (entity_id, part, version)`,
  sql`create unique index record_versions_by_event on record_versions (event_id, part) where event_id is not null`,
  sql`insert into record_versions
    (entity_id, version, part, changed_at, cause, order_id, changed, state, details)
    select entity.id, 1, 'ENTITY', entity.changed_at, 'ORDER', entity.order_id, '{}',
      jsonb_strip_nulls(jsonb_build_object(
        'number', entity.number, 'status', entity.status, 'accountId', entity.account_id, 'province', entity.province,
        'kind', entity.kind, 'issuedOn', entity.issued_on, 'miitId', entity.miit_id)),
      entity.details
    from record_entities entity`,
  sql`insert into record_versions
    (entity_id, version, part, website_id, changed_at, cause, order_id, changed, state, details)
    select website.entity_id, 1, website.number, website.id, website.changed_at, 'ORDER', website.order_id, '{}',
      jsonb_strip_nulls(jsonb_build_object(
        'number', website.number, 'status', website.status, 'domain', website.domain, 'issuedOn', website.issued_on,
        'miitId', website.miit_id, 'domainMiitId', website.domain_miit_id, 'psbNumber', website.psb_number,
        'access', (select jsonb_strip_nulls(jsonb_build_object(
            'type', access.type, 'instanceId', access.instance_id, 'miitId', access.miit_id))
          from record_accesses access where access.website_id = website.id and access.closed_at is null))),
      website.details
    from record_websites website`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
