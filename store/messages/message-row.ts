/** A message as a row of the table, and as other rooms see it. */
import type { Selectable } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { MessageChannel, NoticeCode, Recipient } from '../../domain/messages/notice.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { fromDate, fromOptionalDate, type Database } from '../postgres/database.ts';
import { ifReadable, open, seal, type Column, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import type { MessagesTable, MessageStatus } from './tables.ts';

const ADDRESS: Column<string> = { name: 'messages.address' };
const PARAMS: Column<Record<string, unknown>> = { name: 'messages.params' };

export interface StoredMessage {
  id: string;
  caseId: CaseId;
  source: string;
  seq: number;
  code: NoticeCode;
  recipient: Recipient;
  personId: string | undefined;
  channel: MessageChannel;
  /** Absent once the case's data is erased, or when it cannot be opened. */
  address: string | undefined;
  params: Record<string, unknown> | undefined;
  /** Address or content were changed, or their key is missing. */
  isUnreadable: boolean;
  status: MessageStatus;
  attempts: number;
  reference: string | undefined;
  lastError: string | undefined;
  /** Since when a pending message has waited for a person to act. */
  heldAt: Instant | undefined;
  /** How often somebody had the message sent again. */
  resends: number;
  /** Who had it sent last; undefined when nobody had to. */
  resentBy: string | undefined;
  /** Filing time of the event. */
  at: Instant;
  /** Wall time. */
  createdAt: Instant;
  sentAt: Instant | undefined;
  /** When delivery or failure became certain. */
  settledAt: Instant | undefined;
  readAt: Instant | undefined;
}

export const selectMessages = (db: Database, direction: 'asc' | 'desc' = 'asc') =>
  db
    .selectFrom('messages')
    .innerJoin('cases', 'cases.id', 'messages.case_id')
    .selectAll('messages')
    .select('cases.wrapped_key')
    .orderBy('messages.at', direction)
    .orderBy('messages.seq', direction)
    .orderBy('messages.id', direction);

/**
 * Address and content as they are stored. The message that tells of a case's erasure outlives the case's key for as
 * long as its delivery takes.
 */
export const sealedContent = (
  vault: Vault,
  key: DataKey | undefined,
  { address, params }: { address: string; params: Record<string, unknown> },
) => ({ address: sealFor(vault, key, ADDRESS, address), params: sealFor(vault, key, PARAMS, params) });

export type MessageRow = Selectable<MessagesTable> & { wrapped_key: Buffer | null };

/** A message of a list: without address and content when they cannot be opened, so that it hides no other. */
export const toListedMessage = (vault: Vault, row: MessageRow): StoredMessage =>
  ifReadable(() => toMessage(vault, row)) ?? {
    ...toMessage(vault, { ...row, address: null, params: null }),
    isUnreadable: true,
  };

/** Throws `SealError` when address or content were changed, or their key is missing. */
function toMessage(vault: Vault, row: MessageRow): StoredMessage {
  // The message that tells of the end of an unreadable order is sealed like one that tells of an erasure.
  const key = keyIfReadable(vault, { id: row.case_id, wrapped_key: row.wrapped_key });
  return {
    id: row.id,
    caseId: row.case_id,
    source: row.source,
    seq: row.seq,
    code: row.code,
    recipient: row.recipient,
    personId: row.person_id ?? undefined,
    channel: row.channel,
    address: openFor(vault, key, ADDRESS, row.address),
    params: openFor(vault, key, PARAMS, row.params),
    isUnreadable: false,
    status: row.status,
    attempts: row.attempts,
    reference: row.reference ?? undefined,
    lastError: row.last_error ?? undefined,
    heldAt: row.status === 'PENDING' ? fromOptionalDate(row.held_at) : undefined,
    resends: row.resends,
    resentBy: row.resent_by ?? undefined,
    at: fromDate(row.at),
    createdAt: fromDate(row.created_at),
    sentAt: fromOptionalDate(row.sent_at),
    settledAt: fromOptionalDate(row.settled_at),
    readAt: fromOptionalDate(row.read_at),
  };
}

const sealFor = <T>(vault: Vault, key: DataKey | undefined, column: Column<T>, value: T): Buffer =>
  key === undefined ? vault.sealPassing(column, value) : seal(key, column, value);

function openFor<T>(vault: Vault, key: DataKey | undefined, column: Column<T>, sealed: Buffer | null): T | undefined {
  if (sealed === null) return undefined;
  return key === undefined ? vault.openPassing(column, sealed) : open(key, column, sealed);
}
