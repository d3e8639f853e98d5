/**
 * Case files: what audit rows, steps, tasks and messages hang on. Until now every case was an order; an order's case has the
 * order's id, so no audit row and no seal changes a value that its hash covers, and every chain goes on where it ended. The
 * data key, the end of the audit chain and the time of erasure move from the order to its case. The version before this one
 * cannot work on the tables as they are afterwards: stop it first (`docs/operations.md`, "Upgrades").
 */
import { sql, type Kysely } from 'kysely';

const statements = [
  // Every step changes a row here. No index holds what it changes, and each page has room, so that no index has to follow.
  sql`create table cases (
    id text primary key,
    kind text not null,
    account_id text not null,
    opened_at timestamptz not null,
    wrapped_key bytea,
    erased_at timestamptz,
    audit_length int not null default 0,
    audit_head text,
    sealed_length int not null default 0
  ) with (fillfactor = 80)`,
  sql`insert into cases
      (id, kind, account_id, opened_at, wrapped_key, erased_at, audit_length, audit_head, sealed_length)
    select id, 'ORDER', account_id, opened_at, wrapped_key, erased_at, audit_length, audit_head, sealed_length from orders`,

  sql`drop index orders_unsealed`,
  sql`alter table orders
    add constraint orders_id_fkey foreign key (id) references cases,
    drop column wrapped_key,
    drop column erased_at,
    drop column audit_length,
    drop column audit_head,
    drop column sealed_length`,

  ...pointingAtCases('audit'),
  ...pointingAtCases('tasks'),
  sql`alter table tasks rename constraint tasks_order_id_kind_visit_key to tasks_case_id_kind_visit_key`,
  ...pointingAtCases('messages'),
  sql`alter table messages rename constraint messages_order_id_source_seq_code_channel_address_digest_key
    to messages_case_id_source_seq_code_channel_address_digest_key`,
  ...pointingAtCases('action_requests'),
  // Seals never pointed at a table: what they fix is to outlive what they speak of.
  sql`alter table audit_seal_heads rename column order_id to case_id`,
];

/** Renames a table's reference to an order, and lets it refer to a case. */
function pointingAtCases(table: string) {
  const name = sql.table(table);
  return [
    sql`alter table ${name} drop constraint ${sql.ref(`${table}_order_id_fkey`)}`,
    sql`alter table ${name} rename column order_id to case_id`,
    sql`alter table ${name} add constraint ${sql.ref(`${table}_case_id_fkey`)} foreign key (case_id) references cases`,
  ];
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
