/** A keyed digest for each audit row. Rows of before have none; the seals of before fix them. */
import { sql, type Kysely } from 'kysely';

const statements = [sql`alter table audit add column mac text`];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
