/** What is left of an order after its erasure: a walk over every column of the schema. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { eraseOrder } from './erasure.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

/** Columns of which nothing is left after the erasure of their order, by the column that names the order. */
const ERASED: Record<string, { order: string; columns: readonly string[] }> = {
  cases: { order: 'id', columns: ['wrapped_key'] },
  orders: { order: 'id', columns: ['progress', 'form', 'certificate_index', 'claimed_certificate'] },
  order_domains: { order: 'order_id', columns: ['domain'] },
  messages: { order: 'case_id', columns: ['address', 'address_digest', 'params', 'person_id'] },
  documents: { order: 'order_id', columns: ['valid_until'] },
  liveness_sessions: {
    order: 'order_id',
    columns: ['person_fingerprint', 'url', 'return_to', 'reason', 'sealed_reason'],
  },
  photo_permissions: { order: 'order_id', columns: ['person_fingerprint'] },
  action_requests: { order: 'case_id', columns: ['unsent', 'arrived'] },
  typed_texts: { order: 'case_id', columns: ['text'] },
  order_site_heads: { order: 'order_id', columns: ['head_index'] },
  submitted_forms: { order: 'order_id', columns: ['content'] },
  number_proofs: { order: 'order_id', columns: ['address_digest', 'proved_by'] },
  filing_passwords: { order: 'order_id', columns: ['password', 'verdict', 'wrong_on'] },
  processes: { order: 'case_id', columns: ['ending_reason'] },
  bureau_uploads: { order: 'case_id', columns: ['content'] },
};

/** Every other column that may hold bytes or text, and why it stays. */
const STAYS: Record<string, string> = {
  'audit.detail': 'sealed under the key that is destroyed; the row is part of the chain',
  'audit.items': 'sealed under the key that is destroyed; the row is part of the chain',
  'audit.reason': 'a code',
  'audit_seals.*': 'digests of chains',
  'accounts.*': 'of the account; store/accounts/account-erasure.ts erases it',
  'authorization_codes.*': 'names a server of the account, no person',
  'action_requests.digest': 'keyed digest; goes after 30 days',
  'address_counts.*': 'keyed digests; go after some days',
  'number_codes.*': 'keyed digests; go after some days',
  'order_confirmations.*': 'who entered the code of the holder, by an opaque identifier',
  'console_sessions.*':
    'who signed in, by the identifier of the identity provider; digests and tokens; goes a day after its end',
  'type_checks.*': 'keyed digests; go after some days',
  'messages.counted_on': 'the day of a count',
  'data_reads.*': 'who looked at whose data; names people by opaque identifiers and codes',
  'read_alarms.*': 'who looked at much',
  'record_entries.*': 'a number on the public record; a digest',
  'read_chains.*': 'digests of chains; who looked, by opaque identifiers',
  'read_seal_heads.*': 'digests of chains; who looked, by opaque identifiers',
  'documents.slot': 'a name of the rules',
  'documents.sha256': 'proves which image was shown; says nothing without it',
  'documents.shown_sha256': 'proves which image was shown; says nothing without it',
  'documents.object_key': 'where the image lay',
  'documents.shown_key': 'where the image lay',
  'erasures.*': 'who asked for the erasure; the reason goes with the answer',
  'idempotency.*': 'goes after a day',
  'liveness_sessions.vendor_reference': "the vendor's name of the session",
  'liveness_sessions.cause': 'a code',
  'messages.code': 'a code',
  'messages.inbox': 'an opaque account',
  'messages.reference': "the carrier's name of the message",
  'messages.last_error': 'a code',
  'messages.source': 'the name of a process',
  'inspection_campaigns.*': 'a title and a selection of staff, and who opened it, by an opaque identifier',
  'inspection_campaign_numbers.*': "numbers on MIIT's public record, or lines of a file of staff that are none",
  'inspections.*': "numbers and domains on MIIT's public record; who told and decided, by opaque identifiers",
  'obligations.*': "MIIT's record",
  'orders.settings': 'terms',
  'orders.next_due': 'terms',
  'orders.province': 'of the record',
  'orders.type': 'a code',
  'orders.policy_version': 'a digest of rules',
  'orders.calendar_version': 'a digest of rules',
  'owed_work.*': 'opaque names; goes when the work is done',
  'processes.facts': 'terms',
  'bureau_told_ids.*': 'numbers on the public record and ids of MIIT',
  'bureau_verifications.*': 'domains that a bureau asks about, and whether they are true',
  'bureau_unfiled.*': 'a domain and an address that a bureau found, and what was done, by a code',
  'bureau_addresses.*': 'names who uses a range at the provider; it goes a year after the range is taken back',
  'bureau_blacklist.*': 'digests, and the names of files',
  'bureau_accounts.*': 'of an account at a bureau: codes, and who stopped it, by an opaque identifier',
  'bureau_uploads.account': 'the name of an account at a bureau',
  'bureau_uploads.key': 'names an order',
  'bureau_uploads.message': 'a name of the rules',
  'bureau_uploads.zip_md5': 'proves what the bureau has; says nothing without it',
  'bureau_downloads.*': 'one file is about many people; it goes after a year',
  'gate_deliveries.*': 'names of gateways, and codes',
  'gate_marks.*': "domains on MIIT's public record",
  'gate_rows.*': "domains and numbers on MIIT's public record; codes",
  'orders.on_record': "numbers on MIIT's public record",
  'orders.record_number': "a number on MIIT's public record",
  'bureau_codes.*': "MIIT's code tables",
  'bureau_code_files.*': 'names of files',
  'bureau_ids.*': 'opaque names and numbers',
  'record_entities.*': "MIIT's record; store/records/record-erasure.ts erases the people of one that has ended",
  'record_websites.*': "MIIT's record; the same",
  'record_versions.*': "MIIT's record; the same",
  'record_watches.*': "days on MIIT's record, without whose; they go with the people of a record that has ended",
  'record_accesses_elsewhere.*': 'names providers',
  'record_accesses.*': "MIIT's record",
  'record_lookups.*': 'rows about the certificate are removed, unless another order has it',
  'typed_texts.reference': 'a digest',
  'steps.answer': 'terms',
  'steps.digest': 'keyed digest',
  'steps.work': 'names people only as in the form',
  'policy_versions.*': 'rules',
  'policy_rows.*': 'rules',
  'calendar_versions.*': 'rules',
  'calendar_years.*': 'rules',
  'webhook_events.*': 'opaque names and a keyed digest; goes after 90 days',
  'webhook_nonces.*': 'opaque',
};

/** Names of columns that hold an opaque identifier, a name of the rules or a digest, whatever their table. */
const OPAQUE =
  /^(id|kind|state|status|stage|process|action|channel|outcome|role|door|who|day|recipient|hash|media_type|audit_head|waiting_on|assignee|copied_from|due_kind|name|actor_role|vendor|mac)$|_(id|by|stage|hash|index|role|kind)$/;

interface ColumnOfText {
  table: string;
  column: string;
}

async function columnsOfText(): Promise<ColumnOfText[]> {
  const { rows } = await sql<ColumnOfText>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely%'
      and data_type in ('bytea', 'text', 'jsonb', 'date', 'ARRAY', 'json', 'character varying') order by 1, 2`.execute(
    store.db,
  );
  return rows;
}

const isErased = ({ table, column }: ColumnOfText) => ERASED[table]?.columns.includes(column) === true;

test('every column that can hold bytes or text is erased with its order, or says why it stays', async () => {
  const open = (await columnsOfText()).filter(
    (one) =>
      !isErased(one) &&
      !OPAQUE.test(one.column) &&
      STAYS[`${one.table}.${one.column}`] === undefined &&
      STAYS[`${one.table}.*`] === undefined,
  );
  expect(open.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
  const listed = Object.entries(ERASED).flatMap(([table, { columns }]) =>
    columns.map((column) => `${table}.${column}`),
  );
  const there = (await columnsOfText()).map(({ table, column }) => `${table}.${column}`);
  expect(listed.filter((name) => !there.includes(name))).toEqual([]);
});

const PLANTED = 'planted-personal-data';
const PLANTED_DAY = '1987-06-05';

/** Writes something personal into a column, in the form of its type. */
async function plant(table: string, column: string, where: { order: string; id: string }): Promise<void> {
  const { rows } = await sql<{ type: string }>`
    select data_type as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and column_name = ${column}`.execute(store.db);
  const value = rows[0]?.type === 'bytea' ? Buffer.from(PLANTED) : rows[0]?.type === 'date' ? PLANTED_DAY : PLANTED;
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ${sql.ref(where.order)} = ${where.id}`.execute(
    store.db,
  );
  if (numAffectedRows === 0n) throw new Error(`no row of ${table} to plant ${column} in`);
}

/** Tables and columns in which the planted is found, in clear or as bytes. */
async function found(): Promise<string[]> {
  const names: string[] = [];
  for (const { table, column } of await columnsOfText()) {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)}::text like any(array[
      ${`%${PLANTED}%`}, ${`%${Buffer.from(PLANTED).toString('hex')}%`}, ${PLANTED_DAY}]) limit 1`.execute(store.db);
    if (rows.length > 0) names.push(`${table}.${column}`);
  }
  return names;
}

test('nothing that was planted in any personal column of an order is found after its erasure', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault, { domains: [{ websiteId: 'W1', domain: 'example.cn' }] });
  await writeFilingStep(db, vault, sampleStep(id), () => ({ waitingOn: 'nobody', dues: [] }));
  const rows = [
    sql`insert into messages (case_id, source, seq, code, recipient, channel, address_digest, at)
      values (${id}, 'filing', 1, 'N-1', 'SITE_HEAD', 'SMS', '\\x01', now()), (${id}, 'filing', 1, 'N-1', 'SITE_HEAD', 'SMS', '\\x02', now())`,
    sql`insert into documents (order_id, slot, version, sha256, media_type, size, object_key, uploaded_by, uploaded_at)
      values (${id}, 'entity-certificate', 1, 'x', 'image/png', 1, 'k', 'user', now())`,
    sql`insert into liveness_sessions (order_id, person_id, person_fingerprint, vendor_reference, started_at)
      values (${id}, 'P1', '\\x01', 'reference', now())`,
    sql`insert into photo_permissions (order_id, person_id, person_fingerprint, allowed_at) values (${id}, 'P1', '\\x01', now())`,
    sql`insert into action_requests (case_id, action_id, action, digest, noted_at) values (${id}, 'a', 'withdraw', '\\x01', now())`,
    sql`insert into typed_texts (case_id, reference, text) values (${id}, 'r', '\\x01')`,
    sql`insert into filing_passwords (order_id, password, entered_at, verdict, wrong_on)
      values (${id}, '\\x01', now(), 'WRONG', current_date)`,
    sql`insert into number_proofs (account_id, address_digest, order_id, proved_at, proved_by)
      values ('a', '\\x01', ${id}, now(), 'user')`,
    sql`insert into bureau_uploads (account, key, case_id, message, zip_md5, size, queued_at)
      values ('zhejiang', ${`${id}:1`}, ${id}, 'XZBA', 'x', 1, now())`,
    sql`insert into order_site_heads (order_id, head_index) values (${id}, '\\x01')`,
    sql`insert into submitted_forms (order_id, round, submitted_at, content) values (${id}, 1, now(), '\\x01')`,
    sql`insert into record_lookups (certificate_index, domain) values (${Buffer.from(PLANTED)}, ${PLANTED})`,
    sql`insert into record_lookups (certificate_index, domain, order_id) values ('\\x01', ${PLANTED}, ${id})`,
  ];
  for (const row of rows) await row.execute(db);
  const planted = Object.entries(ERASED).flatMap(([table, { order, columns }]) =>
    columns.filter((column) => column !== 'address_digest').map((column) => ({ table, order, column })),
  );
  for (const { table, order, column } of planted) await plant(table, column, { order, id });
  await sql`update messages set address_digest = convert_to(${PLANTED} || id::text, 'UTF8') where case_id = ${id}`.execute(
    db,
  );
  expect(await found()).toEqual(expect.arrayContaining(planted.map(({ table, column }) => `${table}.${column}`)));
  await eraseOrder(db, vault, id, MONDAY_MORNING);
  expect(await found()).toEqual([]);
});
