/**
 * The tables, as the compiler knows them. Columns that hold personal data or free text are `Sealed`: ciphertext under a
 * key that can be destroyed (see `envelope.ts`). Instants of the filing and of the wall clock are `timestamptz`.
 */
import type { ColumnType, Generated } from 'kysely';
import type { RecordLookup } from '../../domain/assets/asset-facts.ts';
import type { CalendarYear } from '../../domain/time/calendar-year.ts';
import type { Due, DueKind } from '../../domain/lifecycle/due.ts';
import type { FaceCheckCause } from '../../domain/proofs/face-check.ts';
import type { Province } from '../../domain/order/form.ts';
import type { AccountId, ActionId, OrderId } from '../../domain/identifiers.ts';
import type { MessageChannel, NoticeCode, Recipient } from '../../domain/messages/notice.ts';
import type { DutyKind, DutyState } from '../../domain/duties/duty.ts';
import type { EntityKind, OrderType } from '../../domain/order-types/order-type.ts';
import type { PolicyRow } from '../../domain/policy/policy.ts';
import type { Recorded, Settings, TaskKind } from '../../domain/lifecycle/progress.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Door, Role } from '../../domain/role.ts';
import type { Stage, WaitingOn } from '../../domain/lifecycle/stage.ts';

/** Ciphertext of one value. */
export type Sealed = Buffer;
/** A JSON column: read as a value, written as text. */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Defaulted<T> = Generated<T>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface OrdersTable {
  id: OrderId;
  account_id: AccountId;
  type: Optional<OrderType>;
  province: Optional<Province>;
  stage: Stage;
  visit: number;
  round: number;
  entered_at: Date;
  opened_at: Date;
  edited_at: Date;
  assignee: Optional<string>;
  waiting_on: WaitingOn;
  overdue: Defaulted<boolean>;
  /** Earliest due instant; `next_due` says of what and in which unit. */
  due_at: Optional<Date>;
  due_kind: Optional<DueKind>;
  next_due: NullableJson<Due>;
  progress: Optional<Sealed>;
  form: Optional<Sealed>;
  form_version: Defaulted<number>;
  /** The order's data key; null once the order's data is erased. */
  wrapped_key: Buffer | null;
  erased_at: Optional<Date>;
  holds_place: Defaulted<boolean>;
  rules_confirmed: Defaulted<boolean>;
  submitted: Defaulted<boolean>;
  /** Filing time minus wall time; 0 in production. */
  clock_skew_ms: Defaulted<number>;
  workflow_started: Defaulted<boolean>;
  settings: NullableJson<Settings>;
  policy_version: Optional<string>;
  calendar_version: Optional<string>;
  certificate_index: Optional<Buffer>;
  /** The certificate the order was submitted with, while it is open (R-ORD-2). */
  claimed_certificate: Optional<Buffer>;
  copied_from: Optional<OrderId>;
  /** Length and last hash of the order's audit chain, and how much of it the last seal covers. */
  audit_length: Defaulted<number>;
  audit_head: Optional<string>;
  sealed_length: Defaulted<number>;
}

export interface OrderDomainsTable {
  order_id: OrderId;
  website_id: string;
  domain: string;
  /** Only one open order may claim a domain (R-ORD-12); see `claims.ts` for who does. */
  claimed: boolean;
}

export interface StepsTable {
  order_id: OrderId;
  seq: number;
  answer: Json<Recorded>;
  written_at: Defaulted<Date>;
}

export interface AuditTable {
  order_id: OrderId;
  /** Place in the order's chain, from 1. */
  position: number;
  /** The filing's step; null for callbacks that came after the end. */
  seq: number | null;
  at: Date;
  recorded_at: Date;
  actor_id: string;
  actor_role: Role;
  door: Door;
  action: string;
  action_id: ActionId | null;
  due_at: Date | null;
  from_stage: Stage;
  to_stage: Stage;
  visit: number;
  round: number;
  outcome: 'APPLIED' | 'REFUSED';
  reason: RefusalCode | null;
  detail: Sealed | null;
  items: Sealed | null;
  prev_hash: string;
  hash: string;
}

export interface AuditSealsTable {
  number: number;
  sealed_at: Date;
  heads: number;
  prev_hash: string;
  hash: string;
  mac: string;
}

export interface AuditSealHeadsTable {
  seal: number;
  order_id: OrderId;
  position: number;
  hash: string;
}

export interface TasksTable {
  id: Generated<string>;
  order_id: OrderId;
  kind: TaskKind;
  visit: number;
  opened_at: Date;
  closed_at: Optional<Date>;
  closed_by: Optional<string>;
}

export type MessageStatus = 'PENDING' | 'SENT' | 'FAILED' | 'DELIVERED';

export interface MessagesTable {
  id: Generated<string>;
  order_id: OrderId;
  /** Which workflow of the order wrote it: `filing`, or the name of a later one. */
  source: string;
  seq: number;
  code: NoticeCode;
  recipient: Recipient;
  person_id: Optional<string>;
  channel: MessageChannel;
  /** For in-app messages: the account, or the desk. */
  inbox: Optional<string>;
  address: Optional<Sealed>;
  address_digest: Buffer;
  params: Optional<Sealed>;
  status: Defaulted<MessageStatus>;
  attempts: Defaulted<number>;
  reference: Optional<string>;
  last_error: Optional<string>;
  /** Since when a pending message waits for a person to put something right. */
  held_at: Optional<Date>;
  /** Until then an attempt under way may take, so that nobody else sends it. */
  claimed_until: Optional<Date>;
  /** How often somebody had it sent again, and who did so last. */
  resends: Defaulted<number>;
  resent_by: Optional<string>;
  at: Date;
  created_at: Defaulted<Date>;
  sent_at: Optional<Date>;
  settled_at: Optional<Date>;
  read_at: Optional<Date>;
}

export interface DocumentsTable {
  order_id: OrderId;
  slot: string;
  version: number;
  sha256: string;
  media_type: string;
  size: number;
  object_key: string;
  uploaded_by: string;
  uploaded_at: Date;
  valid_until: Optional<string>;
  removed_at: Optional<Date>;
  removed_by: Optional<string>;
}

/** `EXPIRED` ended without saying anything about the person; it counts as no fail. */
export type LivenessStatus = 'STARTED' | 'PASSED' | 'FAILED' | 'EXPIRED';

export interface LivenessSessionsTable {
  id: Generated<string>;
  order_id: OrderId;
  person_id: string;
  person_fingerprint: Sealed;
  vendor_reference: string;
  url: Optional<Sealed>;
  status: Defaulted<LivenessStatus>;
  started_at: Date;
  finished_at: Optional<Date>;
  reason: Optional<string>;
  /** Wall clock, by which vendors go: until when the link is good, and when the vendor is asked next. */
  link_until: Defaulted<Date>;
  ask_at: Defaulted<Date>;
  /** The person's browser came back, or the vendor called. */
  returned: Defaulted<boolean>;
  /** The portal's page that the person comes back to. */
  return_to: Optional<Sealed>;
  cause: Optional<FaceCheckCause>;
  /** The filing has not heard of the result yet. */
  untold: Defaulted<boolean>;
}

export interface PhotoPermissionsTable {
  order_id: OrderId;
  person_id: string;
  person_fingerprint: Sealed;
  allowed_at: Date;
}

export type ReservationState = 'RESERVED' | 'CONSUMED' | 'RELEASED';

export interface ReservationsTable {
  /** In the order they were made, also when the filing's clock stood still. */
  number: Generated<number>;
  order_id: OrderId;
  website_id: string;
  instance_id: string;
  code_id: Optional<string>;
  /** Websites one such instance may back (R-SRV-6), as the policy stood when it was reserved. */
  max_websites: number;
  state: Defaulted<ReservationState>;
  reserved_at: Date;
  changed_at: Date;
}

export type CodeState = 'UNUSED' | 'IN_USE' | 'USED' | 'VOID';

export interface AuthorizationCodesTable {
  id: Generated<string>;
  instance_id: string;
  account_id: AccountId;
  granted_to: Optional<AccountId>;
  state: Defaulted<CodeState>;
  code_index: Buffer;
  code: Sealed;
  created_at: Date;
  changed_at: Date;
  void_reason: Optional<string>;
}

export interface AccountsTable {
  id: AccountId;
  kind: Optional<EntityKind>;
  verified: Defaulted<boolean>;
  mobile: Optional<Sealed>;
  email: Optional<Sealed>;
  wrapped_key: Buffer | null;
  created_at: Defaulted<Date>;
}

export type RecordStatus = 'ACTIVE' | 'SHELL' | 'DEREGISTERED';

export interface RecordEntitiesTable {
  id: Generated<string>;
  account_id: AccountId;
  number: string;
  province: Province;
  serial: string;
  kind: EntityKind;
  certificate_index: Buffer;
  details: Optional<Sealed>;
  wrapped_key: Buffer | null;
  status: Defaulted<RecordStatus>;
  issued_on: string;
  order_id: OrderId;
  changed_at: Date;
}

export interface RecordWebsitesTable {
  id: Generated<string>;
  entity_id: string;
  number: string;
  suffix: number;
  domain: string;
  details: Optional<Sealed>;
  /** The person in charge, for look-ups; absent in records of before there was one. */
  head_index: Optional<Buffer>;
  status: Defaulted<RecordStatus>;
  order_id: OrderId;
  issued_on: string;
  changed_at: Date;
}

export interface RecordAccessesTable {
  id: Generated<string>;
  website_id: string;
  type: 'FILED' | 'TRANSFERRED';
  instance_id: Optional<string>;
  order_id: OrderId;
  opened_at: Date;
  closed_at: Optional<Date>;
}

export interface DutiesTable {
  order_id: OrderId;
  /** Of the order's form: `W1`, `W2`, … */
  website_id: string;
  kind: DutyKind;
  domain: string;
  number: string;
  state: DutyState;
  due_at: Optional<Date>;
  /** Length of the term in calendar days. */
  due_days: Optional<number>;
  opened_at: Date;
  closed_at: Optional<Date>;
  psb_number: Optional<string>;
  reminders_passed: number;
}

export interface DutiesStepsTable {
  order_id: OrderId;
  seq: number;
  messages: boolean;
  written_at: Defaulted<Date>;
}

export interface ActionRequestsTable {
  order_id: OrderId;
  action_id: ActionId;
  action: string;
  digest: Buffer;
  /** The message, while it is not certain that the workflow has it. */
  unsent: Optional<Sealed>;
  /** Wall time. */
  noted_at: Date;
}

export interface IdempotencyTable {
  account_id: string;
  key: string;
  route: string;
  request_hash: string;
  begun_at: Date;
  /** Status, headers and body of the answer; null while the first request is under way. */
  response: Optional<Sealed>;
}

export interface WebhookEventsTable {
  party: string;
  event_id: string;
  begun_at: Date;
  done_at: Optional<Date>;
  /** Of the event's content. */
  digest: Optional<Buffer>;
}

export interface WebhookNoncesTable {
  party: string;
  nonce: string;
  seen_at: Date;
}

export interface PolicyVersionsTable {
  number: Generated<number>;
  version: string;
  created_at: Defaulted<Date>;
  created_by: string;
}

export interface PolicyRowsTable {
  version: string;
  position: number;
  /** Rows an operator imported outlive a new seed. */
  origin: 'seed' | 'import';
  key: string;
  identity: string;
  row: Json<PolicyRow>;
}

export interface CalendarVersionsTable {
  number: Generated<number>;
  version: string;
  created_at: Defaulted<Date>;
  created_by: string;
}

export interface CalendarYearsTable {
  version: string;
  origin: 'seed' | 'import';
  year: number;
  days: Json<CalendarYear>;
}

/** Look-ups the filing desk makes by hand. */
export interface RecordLookupsTable {
  id: Generated<string>;
  certificate_index: Buffer;
  domain: string;
  /** Certificate type and number; gone once it is answered. */
  question: Sealed | null;
  asked_at: Defaulted<Date>;
  answer: NullableJson<RecordLookup>;
  answered_by: Optional<string>;
  answered_at: Optional<Date>;
}

export interface Schema {
  orders: OrdersTable;
  order_domains: OrderDomainsTable;
  steps: StepsTable;
  audit: AuditTable;
  audit_seals: AuditSealsTable;
  audit_seal_heads: AuditSealHeadsTable;
  tasks: TasksTable;
  messages: MessagesTable;
  documents: DocumentsTable;
  liveness_sessions: LivenessSessionsTable;
  photo_permissions: PhotoPermissionsTable;
  reservations: ReservationsTable;
  authorization_codes: AuthorizationCodesTable;
  accounts: AccountsTable;
  record_entities: RecordEntitiesTable;
  record_websites: RecordWebsitesTable;
  record_accesses: RecordAccessesTable;
  obligations: DutiesTable;
  obligation_steps: DutiesStepsTable;
  action_requests: ActionRequestsTable;
  idempotency: IdempotencyTable;
  webhook_events: WebhookEventsTable;
  webhook_nonces: WebhookNoncesTable;
  policy_versions: PolicyVersionsTable;
  policy_rows: PolicyRowsTable;
  calendar_versions: CalendarVersionsTable;
  calendar_years: CalendarYearsTable;
  record_lookups: RecordLookupsTable;
}
