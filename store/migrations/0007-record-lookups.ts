/** Look-ups in MIIT's record that staff make by hand. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table record_lookups (
    id uuid primary key default gen_random_uuid(),
    certificate_index bytea not null,
    domain text not null,
    question bytea,
    asked_at timestamptz not null default now(),
    answer jsonb,
    answered_by text,
    answered_at timestamptz,
    unique (certificate_index, domain)
  )`,
  sql`create index record_lookups_open on record_lookups (asked_at, id) where answer is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
