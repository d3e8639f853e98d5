/** How many messages a number or mailbox has had a day over all orders. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table address_counts (
    channel text not null,
    address_digest bytea not null,
    day date not null,
    count int not null,
    primary key (channel, address_digest, day)
  )`,
  sql`create index address_counts_by_day on address_counts (day)`,
  sql`alter table messages add column counted_on date`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
