/** What a vendor says about a failed face check is free text, and is sealed. Of what lies there in clear only the vendor's code stays. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table liveness_sessions add column sealed_reason bytea`,
  sql`update liveness_sessions set reason = substring(reason from '^[A-Za-z0-9._-]{1,40}(?![^ ])') where reason is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
