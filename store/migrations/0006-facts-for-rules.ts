/** What rules about people ask the database for: who is in charge of a website that is on record already (R-PER-4). */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table record_websites add column head_index bytea`,
  sql`create index record_websites_by_head on record_websites (head_index) where head_index is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
