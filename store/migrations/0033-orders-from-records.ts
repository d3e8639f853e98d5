/** The record that an order was opened from, so that news of a record finds the order in progress on it. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders add column record_number text`.execute(db);
}
