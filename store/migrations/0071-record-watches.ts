/**
 * Days on which something of a record ends, so that its account is reminded (N-14): read from the sealed record once for each of its
 * versions, so that a round looks at what is due and not at every record.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table record_watches (
    entity_id uuid not null references record_entities on delete cascade,
    number text not null,
    subject text not null,
    ends_on date not null,
    next_on date,
    primary key (entity_id, number, subject)
  )`,
  sql`create index record_watches_due on record_watches (next_on, entity_id) where next_on is not null`,
  sql`alter table record_entities add column watched_version integer`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
