/** What the nightly erasure looks for: ended orders by age, and accounts that nobody has written for long. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table accounts add column saved_at timestamptz, add column erased_at timestamptz`,
  // The form goes with the erasure, so the index holds only what is still to be erased.
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
