/** A number that only rises and is kept outside the database too, by which the database notices that it was brought back. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table high_water (
    only_row boolean primary key default true check (only_row),
    number bigint not null
  )`,
  sql`insert into high_water (number) values (0)`,
  sql`create table restores (
    kept bigint primary key,
    found bigint not null,
    noticed_at timestamptz not null default now()
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
