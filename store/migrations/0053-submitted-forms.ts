/** What customers submitted in the last two rounds; of orders under way it is kept from their next submission on. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table submitted_forms (
    order_id text not null references orders,
    round integer not null,
    submitted_at timestamptz not null,
    content bytea not null,
    primary key (order_id, round)
  )`.execute(db);
}
