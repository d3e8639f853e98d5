/** When the vendor was asked last about a face check. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table liveness_sessions add column asked_at timestamptz`.execute(db);
}
