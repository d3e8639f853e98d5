/**
 * Which order asked the filing desk to look a record up, so that no account uses up what all share; and how often the people of an
 * account had types checked on a day, by certificate number.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table record_lookups add column order_id text, add column account_id text`,
  sql`create table type_checks (
    account_id text not null,
    day date not null,
    certificate_index bytea not null,
    count integer not null,
    primary key (account_id, day, certificate_index)
  )`,
  sql`create index type_checks_by_day on type_checks (day)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
