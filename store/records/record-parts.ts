/**
 * The parts of records as versions hold them: the entity, and each website with its open accesses. What is in clear becomes
 * the state; the details stay sealed as they are.
 */
import { sql, type RawBuilder } from 'kysely';
import type { PartState } from './tables.ts';

export interface PartRow {
  entity_id: string;
  part: string;
  website_id: string | null;
  state: PartState;
  details: Buffer | null;
}

/** The part of a version that holds the entity. */
export const ENTITY_PART = 'ENTITY';

/** A statement that selects every part of the records whose ids another statement or an array gives. */
export const partsOf = (entityIds: RawBuilder<unknown>): RawBuilder<PartRow> => sql<PartRow>`
  select entity.id as entity_id, ${sql.lit(ENTITY_PART)} as part, null::uuid as website_id,
    jsonb_strip_nulls(jsonb_build_object(
      'number', entity.number, 'status', entity.status, 'accountId', entity.account_id, 'province', entity.province,
      'kind', entity.kind, 'issuedOn', entity.issued_on, 'miitId', entity.miit_id)) as state,
    entity.details
  from record_entities entity where entity.id = any(${entityIds})
  union all
  select website.entity_id, website.number, website.id,
    jsonb_strip_nulls(jsonb_build_object(
      'number', website.number, 'status', website.status, 'domain', website.domain, 'issuedOn', website.issued_on,
      'miitId', website.miit_id, 'domainMiitId', website.domain_miit_id, 'psbNumber', website.psb_number,
      'access', (select jsonb_strip_nulls(jsonb_build_object(
          'type', access.type, 'instanceId', access.instance_id, 'miitId', access.miit_id,
          'addresses', access.addresses))
        from record_accesses access where access.website_id = website.id and access.closed_at is null),
      'elsewhere', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'code', access.provider_code, 'name', access.provider_name, 'miitId', access.miit_id))
          order by coalesce(access.provider_code, access.provider_name))
        from record_accesses_elsewhere access where access.website_id = website.id and access.closed_at is null))),
    website.details
  from record_websites website where website.entity_id = any(${entityIds})`;
