/**
 * Indexes of tables that hold rows when they get the index. A plain `create index` keeps every writer out until it is done; these are built
 * beside the work (`create index concurrently`), which no transaction can do, so no migration does it. What was interrupted is begun again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { onlyOne } from './only-one.ts';

export interface LateIndex {
  name: string;
  table: string;
  /** Columns and condition, as SQL has them. */
  of: string;
}

export const LATE_INDEXES: readonly LateIndex[] = [
  {
    name: 'messages_undelivered',
    table: 'messages',
    of: `(at desc, seq desc, id desc) where status = 'FAILED' or (status = 'PENDING' and held_at is not null)`,
  },
  { name: 'messages_by_inbox', table: 'messages', of: '(inbox, at desc, seq desc, id desc) where inbox is not null' },
  { name: 'liveness_sessions_to_ask', table: 'liveness_sessions', of: `(ask_at) where status = 'STARTED' or untold` },
  { name: 'tasks_by_time', table: 'tasks', of: '(opened_at, id)' },
  { name: 'record_websites_by_head', table: 'record_websites', of: '(head_index) where head_index is not null' },
  { name: 'orders_by_claimed_certificate', table: 'orders', of: '(claimed_certificate) where holds_place' },
  { name: 'reservations_by_order', table: 'reservations', of: '(order_id)' },
  { name: 'messages_pending', table: 'messages', of: `(coalesce(tried_at, created_at), id) where status = 'PENDING'` },
  { name: 'webhook_events_by_age', table: 'webhook_events', of: '(begun_at)' },
  { name: 'action_requests_by_age', table: 'action_requests', of: '(noted_at) where unsent is null' },
  { name: 'record_lookups_by_age', table: 'record_lookups', of: '(answered_at) where answer is not null' },
  { name: 'action_requests_arrived', table: 'action_requests', of: '(case_id) where arrived is not null' },
  { name: 'documents_object_key', table: 'documents', of: '(object_key collate "C")' },
  { name: 'documents_shown_key', table: 'documents', of: '(shown_key collate "C") where shown_key is not null' },
  {
    name: 'orders_to_erase',
    table: 'orders',
    of: `(entered_at, id) where stage in ('COMPLETED', 'ABANDONED') and form is not null`,
  },
  {
    name: 'orders_heads_unknown',
    table: 'orders',
    of: '(id) where claimed_certificate is not null and heads_claimed is null',
  },
  { name: 'record_lookups_of_account', table: 'record_lookups', of: '(account_id) where answer is null' },
  { name: 'data_reads_chained', table: 'data_reads', of: '(reader_id, position) where position is not null' },
  { name: 'data_reads_unchained', table: 'data_reads', of: '(id) where position is null' },
  { name: 'obligations_open_by_number', table: 'obligations', of: '(number) where closed_at is null' },
  { name: 'record_entities_by_number', table: 'record_entities', of: '(number collate "C")' },
  { name: 'record_entities_by_serial', table: 'record_entities', of: '(serial collate "C", number collate "C")' },
  { name: 'record_entities_by_certificate', table: 'record_entities', of: '(certificate_index)' },
  { name: 'record_websites_by_domain', table: 'record_websites', of: '(domain)' },
  { name: 'bureau_unfiled_by_gate_domain', table: 'bureau_unfiled', of: `(gate_domain) where state <> 'FILED'` },
  {
    name: 'inspections_without_case',
    table: 'inspections',
    of: `(opened_at, id) where case_id is null and outcome is distinct from 'RECTIFIED'`,
  },
  {
    name: 'record_entities_unwatched',
    table: 'record_entities',
    of: '(id) where watched_version is distinct from version',
  },
  { name: 'inspections_of_order', table: 'inspections', of: '(order_id) where order_id is not null' },
  // The queue of the reviewers: by due date alone, within a province, and within a type; the first also counts what waits.
  {
    name: 'orders_to_review',
    table: 'orders',
    of: `((coalesce(due_at, 'infinity'::timestamptz)), id) include (due_at, stage, assignee) where waiting_on = 'reviewer'`,
  },
  {
    name: 'orders_to_review_by_province',
    table: 'orders',
    of: `(province, (coalesce(due_at, 'infinity'::timestamptz)), id) where waiting_on = 'reviewer'`,
  },
  {
    name: 'orders_to_review_by_type',
    table: 'orders',
    of: `(type, (coalesce(due_at, 'infinity'::timestamptz)), id) where waiting_on = 'reviewer'`,
  },
  // The figures of operators: the changes of state in a period, whatever the age of the trail.
  { name: 'audit_changes_by_time', table: 'audit', of: `(at) where outcome = 'APPLIED' and from_stage <> to_stage` },
  { name: 'messages_by_time', table: 'messages', of: '(at)' },
  { name: 'liveness_sessions_by_start', table: 'liveness_sessions', of: '(started_at)' },
  { name: 'orders_of_record', table: 'orders', of: '(record_number) where record_number is not null' },
];

const LOOK_AGAIN_MS = 200;

/**
 * Builds what is missing and what an interrupted build left behind. Several processes may call it at once: one works, and the others
 * return when nothing is missing any more. The others must not wait inside a statement: the build would wait for them.
 */
export async function buildLateIndexes(db: Database, indexes: readonly LateIndex[] = LATE_INDEXES): Promise<void> {
  for (;;) {
    const built = await onlyOne(db, 'late indexes', async (session) => {
      await buildMissing(session, indexes);
      return true;
    });
    if (built === true || (await missing(db, indexes)).length === 0) return;
    await pause(LOOK_AGAIN_MS);
  }
}

async function buildMissing(session: Database, indexes: readonly LateIndex[]): Promise<void> {
  const left = await missing(session, indexes);
  if (left.length === 0) return;
  // A large table takes longer than any statement of the running system may.
  await sql`set statement_timeout = 0`.execute(session);
  try {
    for (const { name, table, of } of left) {
      await sql`drop index concurrently if exists ${sql.table(name)}`.execute(session);
      await sql`create index concurrently ${sql.ref(name)} on ${sql.table(table)} ${sql.raw(of)}`.execute(session);
    }
  } finally {
    await sql`reset statement_timeout`.execute(session);
  }
}

/** Those that do not exist, or are not complete. */
async function missing(db: Database, indexes: readonly LateIndex[]): Promise<LateIndex[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
    where indisvalid and relnamespace = current_schema()::regnamespace`.execute(db);
  const there = new Set(rows.map(({ name }) => name));
  return indexes.filter(({ name }) => !there.has(name));
}
