/** The duties after approval. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table obligations (
    order_id text not null references orders,
    website_id text not null,
    kind text not null,
    domain text not null,
    number text not null,
    state text not null,
    due_at timestamptz,
    due_days int,
    opened_at timestamptz not null,
    closed_at timestamptz,
    psb_number text,
    reminders_passed int not null,
    primary key (order_id, website_id, kind)
  )`,
  sql`create index obligations_by_due on obligations (due_at, order_id) where closed_at is null`,

  sql`create table obligation_steps (
    order_id text not null references orders,
    seq int not null,
    messages boolean not null,
    written_at timestamptz not null default now(),
    primary key (order_id, seq)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
