/** Tables of the exchange with the bureaus over MIIT's own interface. */
import type { Generated } from 'kysely';
import type { WaitsFor } from '../../domain/bureau/exchange.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Defaulted, Json, Optional, Sealed } from '../postgres/columns.ts';

/** One row for each account at a bureau, as it stands now. All instants are of the wall clock. */
export interface BureauAccountsTable {
  /** The name in the configuration. */
  name: string;
  /** Numbers the accounts; tasks about an account carry it as their visit. */
  number: Generated<number>;
  /** The number of the last upload that the bureau accepted; 0 before the first. */
  last_number: Defaulted<number>;
  /** When this number was last compared with the bureau's. */
  synchronised_at: Optional<Date>;
  /** When and by whom the account was stopped. */
  stopped_at: Optional<Date>;
  stopped_by: Optional<string>;
  /** Why nothing is sent or fetched until an operator starts the account again: a code. */
  sending_halted: Optional<string>;
  fetching_halted: Optional<string>;
  /** What the sender waits for, and until when; the same of the fetcher. */
  sending_waits_for: Optional<WaitsFor>;
  sending_not_before: Optional<Date>;
  /** Since when, and how often in a row, the upload in turn could not be sent. */
  sending_failed_since: Optional<Date>;
  sending_failures: Defaulted<number>;
  fetching_waits_for: Optional<WaitsFor>;
  fetching_not_before: Optional<Date>;
  fetching_failed_since: Optional<Date>;
  fetching_failures: Defaulted<number>;
  /** When the bureau last said that it has nothing more. */
  fetched_all_at: Optional<Date>;
  /** The hours of reporting as the bureau named them, such as `09:00-17:00`. */
  hours_said: Optional<string>;
  last_call: Optional<string>;
  last_call_at: Optional<Date>;
  /** The `msg_code` of the last answer. */
  last_code: Optional<number>;
  last_success_at: Optional<Date>;
}

/**
 * `WAITING`: to be sent. `SENT`: it has a number, and its call is under way or was cut off by a crash. `UNKNOWN`: the call
 * ended without an answer. `ACCEPTED`: the bureau has it. `REFUSED`: the bureau, or Beian, refused it for good.
 */
export type UploadState = 'WAITING' | 'SENT' | 'UNKNOWN' | 'ACCEPTED' | 'REFUSED';

export interface BureauUploadsTable {
  /** Numbers the uploads in the order in which they were queued. */
  id: Generated<number>;
  account: string;
  /** What makes it one upload, however often it is queued, such as order and number of the hand-over. */
  key: string;
  /** The order that it is about, or the filing desk's case. Its content is sealed under the key of the case. */
  case_id: CaseId;
  /** The hand-over of the order that it carries. */
  hand_over: Optional<number>;
  /** The kind of message, such as `XZBA`. */
  message: string;
  /** The zip as it goes out; null once the data of its case is erased. */
  content: Sealed | null;
  /** MD5 of the zip in base64, by which the bureau's copy is compared. */
  zip_md5: string;
  /** Of the zip, in bytes. */
  size: number;
  state: Defaulted<UploadState>;
  /** Given out when it is sent; taken back when the bureau refuses the call. */
  data_sequence: Optional<number>;
  attempts: Defaulted<number>;
  msg_code: Optional<number>;
  queued_at: Date;
  sent_at: Optional<Date>;
  ended_at: Optional<Date>;
}

export interface BureauDownloadsTable {
  /** Numbers the files in the order in which they came; tasks about a file carry it as their visit. */
  id: Generated<number>;
  account: string;
  /** `return_FileName`. */
  file_name: string;
  /** The kinds of facts in it. */
  kinds: Json<readonly string[]>;
  /** The zip as the bureau sent it, or its envelope where that cannot be opened. */
  content: Sealed;
  /** MD5 of the document in base64, or of the content where it cannot be read. */
  digest: string;
  /** Of the content, in bytes. */
  size: number;
  /** What is wrong with it, as a code; null for a file that could be read. */
  fault: Optional<string>;
  /** How often it came without being acknowledged. */
  tries: Defaulted<number>;
  received_at: Date;
  acknowledged_at: Optional<Date>;
  applied_at: Optional<Date>;
  application_failures: Defaulted<number>;
  /** How many of its facts could not be applied. */
  unapplied: Optional<number>;
}
