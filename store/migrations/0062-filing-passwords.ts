/** The filing password (ICP备案密码) of an order, where the rules ask for one, and what MIIT said of it. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table filing_passwords (
    order_id text primary key references orders (id),
    password bytea not null,
    entered_at timestamptz not null,
    verdict text,
    not_before timestamptz,
    wrong_on date,
    wrong_count integer not null default 0
  )`.execute(db);
}
