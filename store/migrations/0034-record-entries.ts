/** News of a record that one operator entered by hand and a second one has not entered yet, as a digest. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table record_entries (
    number text primary key,
    said bytea not null,
    entered_by text not null,
    entered_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
