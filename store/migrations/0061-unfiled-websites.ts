/**
 * Websites without a filing on the provider's addresses become cases: until when they must be dealt with, whose server it is, and when
 * they ended. The access gate decides on their domains too.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table bureau_unfiled
    add column gate_domain text,
    add column due_at timestamptz,
    add column asked_at timestamptz,
    add column instance_id text,
    add column account_id text,
    add column closed_at timestamptz`,
  // Owner and registrable domain of those that are open are found by the worker.
  sql`update bureau_unfiled set due_at = told_at + interval '15 days'`,
  sql.raw(`create function gate_marks_unfiled() returns trigger language plpgsql as $$
    begin
      insert into gate_marks (domain) select distinct gate_domain from changed where gate_domain is not null;
      return null;
    end
  $$`),
  ...(['insert', 'update'] as const).map((event) =>
    sql.raw(`create trigger gate_marks_${event} after ${event} on bureau_unfiled
      referencing new table as changed for each statement execute function gate_marks_unfiled()`),
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
