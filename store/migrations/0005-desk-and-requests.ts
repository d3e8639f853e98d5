/** What was asked under a name, so that a name means one thing, and what is to be sent until it is certain to have arrived. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table action_requests (
    order_id text not null references orders,
    action_id text not null,
    action text not null,
    digest bytea not null,
    unsent bytea,
    noted_at timestamptz not null,
    primary key (order_id, action_id)
  )`,
  sql`create index action_requests_unsent on action_requests (noted_at) where unsent is not null`,

  sql`alter table webhook_events add column digest bytea`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
