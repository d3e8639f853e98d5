/** Who agreed to end an order whose filing cannot go on. The end is written only for a person whose agreement stands here. */
import { sql, type Kysely } from 'kysely';

const statements = [sql`alter table processes add column ending_agreed_by text`];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
