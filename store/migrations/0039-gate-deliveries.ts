/** How far each gateway of the network was told what the access gate says. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gate_deliveries (
    gateway text primary key,
    delivered_seq bigint not null,
    attempts integer not null default 0,
    next_try_at timestamptz,
    last_error text
  )`.execute(db);
}
