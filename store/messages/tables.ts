/** The table of messages to people. */
import type { Generated } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { MessageChannel, NoticeCode, Recipient } from '../../domain/messages/notice.ts';
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

export type MessageStatus = 'PENDING' | 'SENT' | 'FAILED' | 'DELIVERED';

export interface MessagesTable {
  id: Generated<string>;
  case_id: CaseId;
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
  /** Since when a pending message has waited for a person to act. */
  held_at: Optional<Date>;
  /** The lease of an attempt under way: until then nobody else sends the message. */
  claimed_until: Optional<Date>;
  /** When the last attempt began. */
  tried_at: Optional<Date>;
  /** Since when an attempt is waited for whose lease ended without a word of what became of the message. */
  no_word_since: Optional<Date>;
  /** The day on which it counted against what its address takes a day. */
  counted_on: Optional<string>;
  /** How often somebody had it sent again, and who did so last. */
  resends: Defaulted<number>;
  resent_by: Optional<string>;
  at: Date;
  created_at: Defaulted<Date>;
  sent_at: Optional<Date>;
  settled_at: Optional<Date>;
  read_at: Optional<Date>;
}

/** How many messages an address has had on a day; see `attempt.ts` for what is counted. */
export interface AddressCountsTable {
  channel: 'SMS' | 'EMAIL';
  address_digest: Buffer;
  /** Of the filing's time. */
  day: string;
  count: number;
}
