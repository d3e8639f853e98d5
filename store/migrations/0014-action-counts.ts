/** How often each action was taken on an order on each day. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table action_counts (
    order_id text not null references orders,
    day date not null,
    who text not null,
    action text not null,
    count int not null,
    primary key (order_id, day, who, action)
  )`,
  sql`create index action_counts_by_day on action_counts (day)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
