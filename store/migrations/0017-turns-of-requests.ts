/** Which request works under an idempotency key: one that takes over from a request left behind has the next turn. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table idempotency add column turn integer not null default 1`.execute(db);
}
