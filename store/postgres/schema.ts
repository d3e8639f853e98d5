/**
 * The types of all tables; each chapter has its own in `tables.ts`. Columns that hold personal data or free text are
 * `Sealed`: ciphertext under a key that can be destroyed (see `sealing/`). Instants of the filing and of the wall clock are
 * `timestamptz`.
 */
import type { GateDeliveriesTable, GateMarksTable, GateRowsTable } from '../access/tables.ts';
import type { AccountsTable } from '../accounts/tables.ts';
import type { AuthorizationCodesTable, ReservationsTable } from '../assets/tables.ts';
import type { AuditSealHeadsTable, AuditSealsTable, AuditTable } from '../audit/tables.ts';
import type { BureauCodeFilesTable, BureauCodesTable } from '../bureau-codes/tables.ts';
import type { BureauIdsTable } from '../bureau-ids/tables.ts';
import type { BureauAddressesTable } from '../bureau-addresses/tables.ts';
import type { BureauVerificationsTable } from '../bureau-verifications/tables.ts';
import type { BureauUnfiledTable } from '../bureau-unfiled/tables.ts';
import type { BureauBlacklistTable, BureauToldIdsTable } from '../bureau-answers/tables.ts';
import type { BureauAccountsTable, BureauDownloadsTable, BureauUploadsTable } from '../bureau/tables.ts';
import type { CasesTable } from '../cases/tables.ts';
import type { DutiesTable } from '../duties/tables.ts';
import type { InspectionCampaignNumbersTable, InspectionCampaignsTable } from '../inspection-campaigns/tables.ts';
import type { RecordWatchesTable } from '../record-watches/tables.ts';
import type { InspectionsTable } from '../inspections/tables.ts';
import type { ErasuresTable } from '../erasures/tables.ts';
import type { IdempotencyTable, WebhookEventsTable, WebhookNoncesTable } from '../http/tables.ts';
import type { AddressCountsTable, MessagesTable } from '../messages/tables.ts';
import type {
  ActionCountsTable,
  OrderDomainsTable,
  OrderSiteHeadsTable,
  OrdersTable,
  TypeChecksTable,
  SubmittedFormsTable,
} from '../orders/tables.ts';
import type { ActionRequestsTable } from '../outbox/tables.ts';
import type { OwedWorkTable } from '../owed/tables.ts';
import type {
  CalendarVersionsTable,
  CalendarYearsTable,
  PolicyRowsTable,
  PolicyVersionsTable,
} from '../policy/tables.ts';
import type { ProcessesTable } from '../processes/tables.ts';
import type {
  DocumentsTable,
  LivenessSessionsTable,
  NumberCodesTable,
  FilingPasswordsTable,
  NumberProofsTable,
  OrderConfirmationsTable,
  PhotoPermissionsTable,
} from '../proofs/tables.ts';
import type {
  RecordAccessesElsewhereTable,
  RecordAccessesTable,
  RecordEntitiesTable,
  RecordEntriesTable,
  RecordImportsTable,
  RecordLookupsTable,
  RecordVersionsTable,
  RecordWebsitesTable,
} from '../records/tables.ts';
import type { HighWaterTable, RestoresTable } from '../restores/tables.ts';
import type { DataReadsTable, ReadAlarmsTable, ReadChainsTable, ReadSealHeadsTable } from '../reads/tables.ts';
import type { ConsoleSessionsTable } from '../sessions/tables.ts';
import type { StepsTable } from '../steps/tables.ts';
import type { TypedTextsTable } from '../texts/tables.ts';
import type { TasksTable } from '../tasks/tables.ts';

export interface Schema {
  bureau_codes: BureauCodesTable;
  bureau_code_files: BureauCodeFilesTable;
  bureau_ids: BureauIdsTable;
  cases: CasesTable;
  orders: OrdersTable;
  order_domains: OrderDomainsTable;
  order_site_heads: OrderSiteHeadsTable;
  submitted_forms: SubmittedFormsTable;
  steps: StepsTable;
  processes: ProcessesTable;
  audit: AuditTable;
  audit_seals: AuditSealsTable;
  audit_seal_heads: AuditSealHeadsTable;
  tasks: TasksTable;
  messages: MessagesTable;
  address_counts: AddressCountsTable;
  documents: DocumentsTable;
  liveness_sessions: LivenessSessionsTable;
  photo_permissions: PhotoPermissionsTable;
  high_water: HighWaterTable;
  restores: RestoresTable;
  console_sessions: ConsoleSessionsTable;
  number_codes: NumberCodesTable;
  filing_passwords: FilingPasswordsTable;
  number_proofs: NumberProofsTable;
  order_confirmations: OrderConfirmationsTable;
  reservations: ReservationsTable;
  authorization_codes: AuthorizationCodesTable;
  accounts: AccountsTable;
  record_entities: RecordEntitiesTable;
  record_websites: RecordWebsitesTable;
  record_accesses: RecordAccessesTable;
  record_accesses_elsewhere: RecordAccessesElsewhereTable;
  record_versions: RecordVersionsTable;
  record_imports: RecordImportsTable;
  record_entries: RecordEntriesTable;
  inspections: InspectionsTable;
  inspection_campaigns: InspectionCampaignsTable;
  inspection_campaign_numbers: InspectionCampaignNumbersTable;
  record_watches: RecordWatchesTable;
  obligations: DutiesTable;
  action_requests: ActionRequestsTable;
  owed_work: OwedWorkTable;
  action_counts: ActionCountsTable;
  type_checks: TypeChecksTable;
  idempotency: IdempotencyTable;
  webhook_events: WebhookEventsTable;
  webhook_nonces: WebhookNoncesTable;
  policy_versions: PolicyVersionsTable;
  policy_rows: PolicyRowsTable;
  calendar_versions: CalendarVersionsTable;
  calendar_years: CalendarYearsTable;
  record_lookups: RecordLookupsTable;
  data_reads: DataReadsTable;
  read_chains: ReadChainsTable;
  read_seal_heads: ReadSealHeadsTable;
  read_alarms: ReadAlarmsTable;
  erasures: ErasuresTable;
  typed_texts: TypedTextsTable;
  gate_rows: GateRowsTable;
  gate_marks: GateMarksTable;
  gate_deliveries: GateDeliveriesTable;
  bureau_accounts: BureauAccountsTable;
  bureau_uploads: BureauUploadsTable;
  bureau_downloads: BureauDownloadsTable;
  bureau_told_ids: BureauToldIdsTable;
  bureau_blacklist: BureauBlacklistTable;
  bureau_addresses: BureauAddressesTable;
  bureau_unfiled: BureauUnfiledTable;
  bureau_verifications: BureauVerificationsTable;
}
