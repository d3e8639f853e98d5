/** What grows without end is found by its age, so that the housekeeping can take away what is no longer needed. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create index webhook_events_by_age on webhook_events (begun_at)`,
  sql`create index action_requests_by_age on action_requests (noted_at) where unsent is null`,
  sql`create index record_lookups_by_age on record_lookups (answered_at) where answer is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
