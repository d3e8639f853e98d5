/** Phones that a code let in to one order: the session knows the order, and a code begins one session only. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table console_sessions add column only_order text, add column hand_off text unique`.execute(db);
}
