/**
 * What the network may serve, domain by domain. Triggers mark a domain in the transaction of whatever its row depends on, so no door
 * can change a record or an order and leave the row as it was.
 */
import { sql, type Kysely } from 'kysely';

const markEach = (name: string, domains: string) =>
  sql.raw(`
  create function ${name}() returns trigger language plpgsql as $$
    begin
      insert into gate_marks (domain) ${domains};
      return null;
    end
  $$`);

const statements = [
  sql`create table gate_rows (
    domain text primary key,
    serve boolean not null,
    reason text not null,
    number text,
    order_id text,
    opens_at timestamptz,
    since timestamptz not null,
    seq bigint not null unique,
    recheck_at timestamptz
  )`,
  sql`create index gate_rows_to_recheck on gate_rows (recheck_at) where recheck_at is not null`,
  sql`create index gate_rows_of_nothing on gate_rows (since) where reason in ('NOT_FILED', 'SUFFIX_NOT_FILEABLE')`,
  sql`create sequence gate_changes`,
  sql`create table gate_marks (
    id bigint generated always as identity primary key,
    domain text not null
  )`,

  markEach('gate_marks_website', 'select distinct domain from changed'),
  sql.raw(`create trigger gate_marks_insert after insert on record_websites
    referencing new table as changed for each statement execute function gate_marks_website()`),
  markEach('gate_marks_changed_website', 'select domain from changed union select domain from before'),
  sql.raw(`create trigger gate_marks_update after update on record_websites
    referencing old table as before new table as changed for each statement execute function gate_marks_changed_website()`),
  markEach(
    'gate_marks_access',
    'select distinct domain from record_websites where id in (select website_id from changed)',
  ),
  ...(['insert', 'update'] as const).map((event) =>
    sql.raw(`create trigger gate_marks_${event} after ${event} on record_accesses
      referencing new table as changed for each statement execute function gate_marks_access()`),
  ),
  markEach(
    'gate_marks_entity',
    `select distinct record_websites.domain from changed join before using (id)
      join record_websites on record_websites.entity_id = changed.id
      where changed.status <> before.status`,
  ),
  sql.raw(`create trigger gate_marks_update after update on record_entities
    referencing old table as before new table as changed for each statement execute function gate_marks_entity()`),
  markEach('gate_marks_reserved', 'select distinct domain from changed where claimed'),
  sql.raw(`create trigger gate_marks_insert after insert on order_domains
    referencing new table as changed for each statement execute function gate_marks_reserved()`),
  sql.raw(`create trigger gate_marks_delete after delete on order_domains
    referencing old table as changed for each statement execute function gate_marks_reserved()`),
  markEach(
    'gate_marks_reservation',
    'select domain from changed where claimed union select domain from before where claimed',
  ),
  sql.raw(`create trigger gate_marks_update after update on order_domains
    referencing old table as before new table as changed for each statement execute function gate_marks_reservation()`),
  markEach('gate_marks_order', 'select distinct domain from order_domains where order_id = new.id and claimed'),
  sql.raw(`create trigger gate_marks_update after update of stage, type, progress, clock_skew_ms on orders
    for each row execute function gate_marks_order()`),
  markEach(
    'gate_marks_lookup',
    `select distinct domain from changed where answer is not null
      and exists (select from gate_rows where gate_rows.domain = changed.domain)`,
  ),
  sql.raw(`create trigger gate_marks_update after update on record_lookups
    referencing new table as changed for each statement execute function gate_marks_lookup()`),

  sql`insert into gate_marks (domain)
    select domain from record_websites union select domain from order_domains where claimed`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
