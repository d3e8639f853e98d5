/** Addresses and free text that customers type with actions; signals and histories carry references to them. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table typed_texts (
    case_id text not null references cases,
    reference text not null,
    text bytea not null,
    primary key (case_id, reference)
  )`.execute(db);
}
