/** The first shape of the database. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table orders (
    id text primary key,
    account_id text not null,
    type text,
    province text,
    stage text not null,
    visit int not null,
    round int not null,
    entered_at timestamptz not null,
    opened_at timestamptz not null,
    edited_at timestamptz not null,
    assignee text,
    waiting_on text not null,
    overdue boolean not null default false,
    due_at timestamptz,
    due_kind text,
    next_due jsonb,
    progress bytea,
    form bytea,
    form_version int not null default 0,
    wrapped_key bytea,
    erased_at timestamptz,
    holds_place boolean not null default true,
    rules_confirmed boolean not null default false,
    submitted boolean not null default false,
    clock_skew_ms bigint not null default 0,
    workflow_started boolean not null default false,
    settings jsonb,
    policy_version text,
    calendar_version text,
    certificate_index bytea,
    copied_from text,
    audit_length int not null default 0,
    audit_head text,
    sealed_length int not null default 0
  )`,
  sql`create unique index orders_one_place on orders (account_id) where holds_place`,
  sql`create index orders_by_due on orders ((coalesce(due_at, 'infinity'::timestamptz)), id)`,
  sql`create index orders_by_stage on orders (stage, (coalesce(due_at, 'infinity'::timestamptz)), id)`,
  sql`create index orders_by_assignee on orders (assignee, (coalesce(due_at, 'infinity'::timestamptz)), id)
    where assignee is not null`,
  sql`create index orders_overdue on orders ((coalesce(due_at, 'infinity'::timestamptz)), id) where overdue`,
  sql`create index orders_by_account on orders (account_id, opened_at)`,
  sql`create index orders_unstarted on orders (opened_at) where not workflow_started`,
  sql`create index orders_unsealed on orders (id) where audit_length > sealed_length`,
  sql`create index orders_by_certificate on orders (certificate_index) where certificate_index is not null`,

  sql`create table order_domains (
    order_id text not null references orders,
    website_id text not null,
    domain text not null,
    claimed boolean not null,
    primary key (order_id, website_id)
  )`,
  sql`create unique index order_domains_claimed_once on order_domains (domain) where claimed`,
  sql`create index order_domains_by_domain on order_domains (domain)`,

  sql`create table steps (
    order_id text not null references orders,
    seq int not null,
    answer jsonb not null,
    written_at timestamptz not null default now(),
    primary key (order_id, seq)
  )`,

  sql`create table audit (
    order_id text not null references orders,
    position int not null,
    seq int,
    at timestamptz not null,
    recorded_at timestamptz not null,
    actor_id text not null,
    actor_role text not null,
    door text not null,
    action text not null,
    action_id text,
    due_at timestamptz,
    from_stage text not null,
    to_stage text not null,
    visit int not null,
    round int not null,
    outcome text not null,
    reason text,
    detail bytea,
    items bytea,
    prev_hash text not null,
    hash text not null,
    primary key (order_id, position)
  )`,
  sql`create index audit_by_action on audit (order_id, action_id) where action_id is not null`,
  sql`create index audit_by_time on audit (recorded_at)`,
  sql`create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit trail is append-only: % on % refused', tg_op, tg_table_name;
    end $$`,
  sql`create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only()`,

  sql`create table audit_seals (
    number int primary key,
    sealed_at timestamptz not null,
    heads int not null,
    prev_hash text not null,
    hash text not null,
    mac text not null
  )`,
  sql`create table audit_seal_heads (
    seal int not null references audit_seals,
    order_id text not null,
    position int not null,
    hash text not null,
    primary key (seal, order_id)
  )`,
  sql`create trigger audit_seals_append_only before update or delete or truncate on audit_seals
    for each statement execute function audit_is_append_only()`,
  sql`create trigger audit_seal_heads_append_only before update or delete or truncate on audit_seal_heads
    for each statement execute function audit_is_append_only()`,

  sql`create table tasks (
    id uuid primary key default gen_random_uuid(),
    order_id text not null references orders,
    kind text not null,
    visit int not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    unique (order_id, kind, visit)
  )`,
  sql`create index tasks_open on tasks (opened_at, id) where closed_at is null`,

  sql`create table messages (
    id uuid primary key default gen_random_uuid(),
    order_id text not null references orders,
    source text not null,
    seq int not null,
    code text not null,
    recipient text not null,
    person_id text,
    channel text not null,
    inbox text,
    address bytea,
    address_digest bytea not null,
    params bytea,
    status text not null default 'PENDING',
    attempts int not null default 0,
    reference text,
    last_error text,
    at timestamptz not null,
    created_at timestamptz not null default now(),
    sent_at timestamptz,
    settled_at timestamptz,
    read_at timestamptz,
    unique (order_id, source, seq, code, channel, address_digest)
  )`,
  sql`create index messages_by_reference on messages (reference) where reference is not null`,
  sql`create index messages_inbox on messages (inbox, at desc, id) where inbox is not null`,

  sql`create table documents (
    order_id text not null references orders,
    slot text not null,
    version int not null,
    sha256 text not null,
    media_type text not null,
    size int not null,
    object_key text not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null,
    valid_until date,
    removed_at timestamptz,
    removed_by text,
    primary key (order_id, slot, version)
  )`,

  sql`create table liveness_sessions (
    id uuid primary key default gen_random_uuid(),
    order_id text not null references orders,
    person_id text not null,
    person_fingerprint bytea not null,
    vendor_reference text not null unique,
    url bytea,
    status text not null default 'STARTED',
    started_at timestamptz not null,
    finished_at timestamptz,
    reason text
  )`,
  sql`create index liveness_sessions_by_order on liveness_sessions (order_id, person_id, started_at)`,

  sql`create table authorization_codes (
    id uuid primary key default gen_random_uuid(),
    instance_id text not null,
    account_id text not null,
    granted_to text,
    state text not null default 'UNUSED',
    code_index bytea not null unique,
    code bytea not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    void_reason text
  )`,
  sql`create index authorization_codes_by_instance on authorization_codes (instance_id)`,

  sql`create table reservations (
    number bigint generated always as identity primary key,
    order_id text not null references orders,
    website_id text not null,
    instance_id text not null,
    code_id uuid references authorization_codes,
    max_websites int not null,
    state text not null default 'RESERVED',
    reserved_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  sql`create unique index reservations_one_per_website on reservations (order_id, website_id) where state = 'RESERVED'`,
  sql`create unique index reservations_one_per_code on reservations (code_id)
    where code_id is not null and state <> 'RELEASED'`,
  sql`create index reservations_by_instance on reservations (instance_id) where state <> 'RELEASED'`,

  sql`create table accounts (
    id text primary key,
    kind text,
    verified boolean not null default false,
    mobile bytea,
    email bytea,
    wrapped_key bytea,
    certificate_index bytea unique,
    created_at timestamptz not null default now()
  )`,

  sql`create table record_entities (
    id uuid primary key default gen_random_uuid(),
    account_id text not null,
    number text not null unique,
    province text not null,
    serial text not null,
    kind text not null,
    certificate_index bytea not null,
    details bytea,
    wrapped_key bytea,
    status text not null default 'ACTIVE',
    issued_on date not null,
    order_id text not null,
    changed_at timestamptz not null
  )`,
  sql`create unique index record_entities_one_active on record_entities (certificate_index)
    where status <> 'DEREGISTERED'`,
  sql`create index record_entities_by_account on record_entities (account_id)`,
  sql`create table record_websites (
    id uuid primary key default gen_random_uuid(),
    entity_id uuid not null references record_entities,
    number text not null unique,
    suffix int not null,
    domain text not null,
    details bytea,
    status text not null default 'ACTIVE',
    order_id text not null,
    issued_on date not null,
    changed_at timestamptz not null
  )`,
  sql`create unique index record_websites_domain_once on record_websites (domain) where status <> 'DEREGISTERED'`,
  sql`create index record_websites_by_entity on record_websites (entity_id)`,
  sql`create table record_accesses (
    id uuid primary key default gen_random_uuid(),
    website_id uuid not null references record_websites,
    type text not null,
    instance_id text,
    order_id text not null,
    opened_at timestamptz not null,
    closed_at timestamptz
  )`,
  sql`create unique index record_accesses_one_open on record_accesses (website_id) where closed_at is null`,

  sql`create table idempotency (
    account_id text not null,
    key text not null,
    route text not null,
    request_hash text not null,
    begun_at timestamptz not null,
    response bytea,
    primary key (account_id, key, route)
  )`,
  sql`create index idempotency_by_age on idempotency (begun_at)`,

  sql`create table webhook_events (
    party text not null,
    event_id text not null,
    begun_at timestamptz not null,
    done_at timestamptz,
    primary key (party, event_id)
  )`,
  sql`create table webhook_nonces (
    party text not null,
    nonce text not null,
    seen_at timestamptz not null,
    primary key (party, nonce)
  )`,
  sql`create index webhook_nonces_by_age on webhook_nonces (seen_at)`,

  sql`create table policy_versions (
    number int generated always as identity primary key,
    version text not null unique,
    created_at timestamptz not null default now(),
    created_by text not null
  )`,
  sql`create table policy_rows (
    version text not null references policy_versions (version),
    position int not null,
    origin text not null,
    key text not null,
    identity text not null,
    row jsonb not null,
    primary key (version, position)
  )`,
  sql`create index policy_rows_by_key on policy_rows (key)`,
  sql`create table calendar_versions (
    number int generated always as identity primary key,
    version text not null unique,
    created_at timestamptz not null default now(),
    created_by text not null
  )`,
  sql`create table calendar_years (
    version text not null references calendar_versions (version),
    origin text not null,
    year int not null,
    days jsonb not null,
    primary key (version, year)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
