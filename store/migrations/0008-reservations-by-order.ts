/** What an order has reserved or used is looked up at every check, also once there are many. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index reservations_by_order on reservations (order_id)`.execute(db);
}
