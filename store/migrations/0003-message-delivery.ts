/** Messages that wait for a person, are in somebody's hands, or were sent again; pages by place instead of by time. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table messages
    add column held_at timestamptz,
    add column claimed_until timestamptz,
    add column resends int not null default 0,
    add column resent_by text`,
  sql`drop index messages_inbox`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
