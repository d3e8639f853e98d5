/** When a message was last tried, and since when an attempt that reported nothing is waited for. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table messages
    add column tried_at timestamptz,
    add column no_word_since timestamptz`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
