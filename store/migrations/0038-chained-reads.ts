/**
 * The record of reads is chained by reader. Rows of before have no place in a chain; the first seal of the audit trail fixes all of them.
 * The old version may still write such rows until it is replaced.
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`alter table data_reads
    add column position int, add column prev_hash text, add column hash text, add column mac text`,
  sql`create table read_chains (
    reader_id text primary key,
    length int not null default 0,
    head text,
    sealed_length int not null default 0
  )`,
  sql`create table read_seal_heads (
    seal int not null references audit_seals,
    reader_id text not null,
    position int not null,
    hash text not null,
    primary key (seal, reader_id)
  )`,
  sql`create trigger read_seal_heads_append_only before update or delete or truncate on read_seal_heads
    for each statement execute function audit_is_append_only()`,
  sql`revoke update, delete, truncate on read_seal_heads from public`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
