/** Who asked to erase an order or an account, why, and which second person answered. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table erasures (
    id uuid primary key default gen_random_uuid(),
    account_id text not null,
    order_id text references orders,
    ground text not null,
    reason bytea,
    asked_at timestamptz not null default now(),
    asked_by text not null,
    answered_at timestamptz,
    answered_by text,
    outcome text
  )`,
  sql`create unique index erasures_one_open on erasures (account_id, coalesce(order_id, '')) where answered_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
