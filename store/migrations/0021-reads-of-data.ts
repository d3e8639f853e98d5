/** Who looked at whose data. Rows are only ever added, as in the audit trail; alarms about people who read much stand beside them. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table data_reads (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    door text not null,
    reader_id text not null,
    reader_role text not null,
    reader_account text,
    subject text not null,
    order_id text,
    slot text,
    account_id text,
    record_number text,
    count integer not null default 1,
    shown text not null,
    ground text not null,
    reason text,
    reference text
  )`,
  sql`create index data_reads_by_reader on data_reads (reader_id, id)`,
  sql`create index data_reads_by_order on data_reads (order_id, id) where order_id is not null`,
  sql`create index data_reads_by_account on data_reads (account_id, id) where account_id is not null`,
  sql`create index data_reads_by_time on data_reads (at, reader_id) where shown = 'CLEAR'`,
  sql`create function data_reads_are_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'reads of personal data are only ever added';
    end
  $$`,
  sql`create trigger data_reads_append_only before update or delete or truncate on data_reads
    for each statement execute function data_reads_are_append_only()`,
  sql`revoke update, delete, truncate on data_reads from public`,
  sql`create table read_alarms (
    reader_id text not null,
    day date not null,
    raised_at timestamptz not null,
    reads integer not null,
    usual integer not null,
    order_id text references cases,
    primary key (reader_id, day)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
