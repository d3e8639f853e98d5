/** Accounts had a column for an index of their certificate, which nothing ever wrote. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table accounts drop column if exists certificate_index`.execute(db);
}
