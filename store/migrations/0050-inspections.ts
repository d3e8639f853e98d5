/**
 * Inspections (核查) of records: what was found of an entity or website, until when it must be put right, and what was decided. The row
 * of the access gate is decided again with each.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table inspections (
    id uuid primary key default gen_random_uuid(),
    number text not null,
    domain text,
    found text not null,
    opened_at timestamptz not null,
    opened_by text not null,
    event_id text not null,
    due_at timestamptz not null,
    outcome text,
    decided_at timestamptz,
    decided_by text
  )`,
  sql`create unique index inspections_open on inspections (number, found) where outcome is distinct from 'RECTIFIED'`,
  sql`create unique index inspections_by_event on inspections (number, found, event_id)`,
  sql`create index inspections_by_domain on inspections (domain) where outcome is distinct from 'RECTIFIED'`,
  sql`create index inspections_due on inspections (due_at, id)`,
  sql.raw(`create function gate_marks_inspection() returns trigger language plpgsql as $$
    begin
      insert into gate_marks (domain)
        select domain from changed where domain is not null
        union select website.domain from changed join record_entities as entity on entity.number = changed.number
          join record_websites as website on website.entity_id = entity.id;
      return null;
    end
  $$`),
  ...(['insert', 'update'] as const).map((event) =>
    sql.raw(`create trigger gate_marks_${event} after ${event} on inspections
      referencing new table as changed for each statement execute function gate_marks_inspection()`),
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
