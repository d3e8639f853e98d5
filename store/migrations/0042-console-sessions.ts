/** Who has signed in to the console at which browser. The table knows digests of tokens only. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table console_sessions (
    id uuid primary key,
    token_digest text not null unique,
    previous_digest text unique,
    rotated_at timestamptz not null,
    csrf text not null,
    subject text not null,
    role text not null,
    account_id text,
    provider_session text,
    begun_at timestamptz not null,
    seen_at timestamptz not null,
    ends_at timestamptz not null
  )`,
  sql`create index console_sessions_by_subject on console_sessions (subject)`,
  sql`create index console_sessions_by_end on console_sessions (ends_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
