/** Site heads of organisations in open orders; those of orders under way are filled in by the first submission after it. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table order_site_heads (
    order_id text not null references orders,
    head_index bytea not null,
    primary key (order_id, head_index)
  )`,
  sql`create index order_site_heads_by_head on order_site_heads (head_index)`,
  sql`alter table orders add column heads_claimed boolean`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
