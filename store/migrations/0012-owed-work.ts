/**
 * Work that is owed to a filing: how often each piece was tried, and when it is tried next. What is to be done stands in the
 * tables that were there; the version before this one goes on to write them, and what it leaves behind is found there.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table owed_work (
    id bigint generated always as identity primary key,
    kind text not null,
    case_id text not null references cases,
    name text not null,
    content jsonb,
    owed_since timestamptz not null,
    attempts int not null default 0,
    next_try_at timestamptz not null,
    last_error text,
    set_aside_at timestamptz,
    unique (case_id, kind, name)
  )`,
  sql`create index owed_work_due on owed_work (next_try_at) where set_aside_at is null`,
  sql`create index owed_work_in_order on owed_work (case_id, kind, id) where set_aside_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
