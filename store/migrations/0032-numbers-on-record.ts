/** What MIIT's record said of an order's websites when its type was found: numbers, no data of people. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table orders add column on_record jsonb`.execute(db);
}
