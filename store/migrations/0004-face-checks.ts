/**
 * When the vendor of a face check is asked, and what the filing has yet to hear. The defaults are for rows of a version that
 * does not know these columns.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table liveness_sessions
    add column link_until timestamptz not null default now() + interval '2 hours',
    add column ask_at timestamptz not null default now(),
    add column returned boolean not null default false,
    add column return_to bytea,
    add column cause text,
    add column untold boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
