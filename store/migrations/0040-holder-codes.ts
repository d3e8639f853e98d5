/** Codes by which the holder of a filing confirms an order, and the orders that were confirmed. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table number_codes add column confirms text references orders`,
  sql`create table order_confirmations (
    order_id text primary key references orders,
    form_version integer not null,
    confirmed_at timestamptz not null,
    confirmed_by text not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
