/**
 * What becomes of the rows of each table: kept for ever, removed by the work they are part of, or pruned by the daily
 * housekeeping after a term. `docs/operations.md` shows the same to operators.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Schema } from '../postgres/schema.ts';

export type Retention =
  | { kept: 'FOR_EVER'; because: string }
  | { kept: 'UNTIL_DONE'; because: string }
  | { kept: 'FOR_DAYS'; days: number; because: string; old: (before: Date) => RawBuilder<unknown> };

const forEver = (because: string): Retention => ({ kept: 'FOR_EVER', because });
const untilDone = (because: string): Retention => ({ kept: 'UNTIL_DONE', because });
const forDays = (days: number, because: string, old: (before: Date) => RawBuilder<unknown>): Retention => ({
  kept: 'FOR_DAYS',
  days,
  because,
  old,
});

export const retention: Readonly<Record<keyof Schema, Retention>> = {
  cases: forEver('proof that there was a case; its key is destroyed with the erasure'),
  orders: forEver('what was filed; form and progress go with the erasure'),
  order_domains: untilDone('removed with the erasure of the order'),
  order_confirmations: forEver('who confirmed an order for the holder of the filing, and when'),
  order_site_heads: untilDone('removed when the order ends or is a draft again'),
  submitted_forms: untilDone('the last two rounds of an order; removed with its erasure'),
  steps: forEver('the answers by which a process goes on, also when it is started again'),
  processes: forEver('which processes a case had'),
  audit: forEver('the trail; sealed parts become unreadable with the erasure'),
  data_reads: forEver('who looked at whose data; only opaque identifiers, and never changed or removed'),
  read_chains: forEver('where the chain of each reader ends'),
  read_seal_heads: forEver('proof that the record of reads is whole'),
  read_alarms: forEver('who read more than is usual on a day'),
  audit_seals: forEver('proof that the trail is whole'),
  audit_seal_heads: forEver('proof that the trail is whole'),
  tasks: forEver('who dealt with what'),
  messages: forEver('proof that people were told; address and content go with the erasure'),
  documents: untilDone('images go with the erasure, replaced versions after a term of their own'),
  liveness_sessions: forEver('who proved themselves, and when'),
  photo_permissions: forEver('whom a reviewer allowed the photo'),
  high_water: forEver('one row'),
  restores: forEver('when the database was brought back from a backup'),
  console_sessions: forDays(
    1,
    'who signed in at which browser; a form that was open can be sent for so long after signing in again',
    (before) => sql`ends_at < ${before}`,
  ),
  number_codes: forDays(8, 'a limit counts one day', (before) => sql`asked_at < ${before}`),
  filing_passwords: untilDone('removed with the erasure of the order'),
  number_proofs: untilDone('removed with the erasure of the order on which the number was proved, or of the account'),
  reservations: forEver('which server backs which website'),
  authorization_codes: forEver('a used code stays used'),
  accounts: forEver('one row for each customer'),
  bureau_codes: forEver("MIIT's code tables as it sent them"),
  bureau_code_files: forEver('which files changed the code tables'),
  bureau_ids: forEver('by which MIIT names parts of orders'),
  record_entities: forEver("MIIT's record"),
  record_websites: forEver("MIIT's record"),
  record_accesses: forEver("MIIT's record"),
  record_accesses_elsewhere: forEver("MIIT's record"),
  record_versions: forEver('who changed a record, and when; its data end with the key of the record'),
  record_watches: forEver('days on which something of a record ends; they go with the people of the record'),
  record_imports: forEver('where records came from'),
  inspections: forEver(
    'what was found of a record, and what was decided about it; texts and addresses go with the erasure of the record',
  ),
  inspection_campaigns: forEver('which records were inspected together, and why'),
  inspection_campaign_numbers: forEver('which records a campaign was about, and what became of each'),
  obligations: forEver('what was due after the approval, and when it was done'),
  gate_rows: forDays(
    30,
    'a row about a domain that neither a record nor an order knows any more; the network blocks what has no row',
    (before) => sql`reason in ('NOT_FILED', 'SUFFIX_NOT_FILEABLE') and since < ${before}`,
  ),
  gate_deliveries: forEver('one row for each gateway of the network'),
  bureau_told_ids: forEver("MIIT's ids of what is on record"),
  bureau_verifications: forDays(
    366,
    'of questions that were answered; the file that asks is gone by then',
    (before) => sql`state = 'ANSWERED' and answered_at < ${before}`,
  ),
  bureau_unfiled: forDays(
    366,
    'of websites that were reported or filed; the others are to be dealt with',
    (before) => sql`state <> 'OPEN' and coalesce(reported_at, closed_at) < ${before}`,
  ),
  bureau_addresses: forDays(
    366,
    'of ranges that were refused or taken back; the others stand as long as the bureau has them',
    (before) => sql`state in ('REFUSED', 'REMOVED') and answered_at < ${before}`,
  ),
  bureau_blacklist: forEver('whom the bureaus refuse, until they say otherwise'),
  bureau_accounts: forEver('one row for each account at a bureau'),
  bureau_uploads: forDays(
    366,
    'of reports that are about no order; the others stay with their order, whose key opens them',
    (before) => sql`case_id = 'DESK' and ended_at < ${before}`,
  ),
  bureau_downloads: forDays(
    366,
    'what follows from a file is written in the records and histories that it is about',
    (before) => sql`received_at < ${before} and acknowledged_at is not null and applied_at is not null`,
  ),
  gate_marks: untilDone('a mark goes when its domain is decided on again'),
  typed_texts: untilDone('removed with the erasure of the order'),
  erasures: forEver('who asked for an erasure, and who agreed; the reason goes with the answer'),
  policy_versions: forEver('an old decision can be explained'),
  policy_rows: forEver('an old decision can be explained'),
  calendar_versions: forEver('an old due date can be explained'),
  calendar_years: forEver('an old due date can be explained'),
  owed_work: untilDone('a row goes when its work is done'),
  action_requests: forDays(
    30,
    'afterwards the history alone knows the action: its outcome is still given, but its data are not compared any more',
    (before) => sql`unsent is null and noted_at < ${before} and exists (select from audit
      where audit.case_id = action_requests.case_id and audit.action_id = action_requests.action_id)`,
  ),
  address_counts: forDays(8, 'a budget counts one day', (before) => sql`day < ${before}::date`),
  type_checks: forDays(8, 'a limit counts one day', (before) => sql`day < ${before}::date`),
  action_counts: forDays(8, 'a limit counts one day', (before) => sql`day < ${before}::date`),
  idempotency: forDays(1, 'a request may be repeated for a day', (before) => sql`begun_at < ${before}`),
  webhook_events: forDays(
    90,
    'no party repeats an event for so long; the filing would still know it',
    (before) => sql`begun_at < ${before}`,
  ),
  webhook_nonces: forDays(1, 'a callback is refused when it is five minutes old', (before) => sql`seen_at < ${before}`),
  record_entries: forDays(
    30,
    'what no second person entered by then is entered anew',
    (before) => sql`entered_at < ${before}`,
  ),
  record_lookups: forDays(
    366,
    'no answer serves for longer (`BUREAU_LOOKUP_DAYS`); a question that nobody answers goes after 30 days',
    (before) => sql`(answer is not null and answered_at < ${before})
      or (answer is null and asked_at < ${before}::timestamptz + interval '336 days')`,
  ),
};

/** The instant before which rows of a term are old. */
export const oldBefore = (days: number, now: Instant): Instant => instant(now - days * 86_400_000);
