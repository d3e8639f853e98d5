/** Codes that were sent to mobiles which forms name, and the mobiles that were proved by them. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table number_codes (
    message_id uuid primary key,
    account_id text not null,
    address_digest bytea not null,
    asked_at timestamptz not null default now(),
    expires_at timestamptz not null,
    wrong_entries int not null default 0,
    used_at timestamptz
  )`,
  sql`create index number_codes_of_account on number_codes (account_id, asked_at)`,
  sql`create index number_codes_of_number on number_codes (address_digest, asked_at)`,
  sql`create index number_codes_by_age on number_codes (asked_at)`,
  sql`create table number_proofs (
    account_id text not null,
    address_digest bytea not null,
    order_id text not null references orders,
    proved_at timestamptz not null,
    proved_by text not null,
    primary key (account_id, address_digest)
  )`,
  sql`create index number_proofs_of_order on number_proofs (order_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
