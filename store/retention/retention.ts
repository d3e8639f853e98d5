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
  number_codes: forDays(8, 'a limit counts one day', (before) => sql`asked_at < ${before}`),
  number_proofs: untilDone('removed with the erasure of the order on which the number was proved, or of the account'),
  reservations: forEver('which server backs which website'),
  authorization_codes: forEver('a used code stays used'),
  accounts: forEver('one row for each customer'),
  record_entities: forEver("MIIT's record"),
  record_websites: forEver("MIIT's record"),
  record_accesses: forEver("MIIT's record"),
  record_accesses_elsewhere: forEver("MIIT's record"),
  record_versions: forEver('who changed a record, and when; its data end with the key of the record'),
  record_imports: forEver('where records came from'),
  obligations: forEver('what was due after the approval, and when it was done'),
  gate_rows: forDays(
    30,
    'a row about a domain that neither a record nor an order knows any more; the network blocks what has no row',
    (before) => sql`reason in ('NOT_FILED', 'SUFFIX_NOT_FILEABLE') and since < ${before}`,
  ),
  gate_deliveries: forEver('one row for each gateway of the network'),
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
