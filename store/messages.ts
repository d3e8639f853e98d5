/**
 * Messages people are to get, and what became of each: the outbox the delivery works from, the notification log, and the
 * in-app inboxes. One message per event, channel and address (R-MSG-1).
 */
import { sql, type Selectable } from 'kysely';
import type { AccountId, OrderId } from '../domain/identifiers.ts';
import type { Instant } from '../domain/instant.ts';
import type { MessageChannel, NoticeCode, Recipient } from '../domain/notification.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from './database.ts';
import { open, seal, type Column, type DataKey, type Vault } from './envelope.ts';
import type { MessagesTable, MessageStatus } from './schema.ts';

/** Inbox of the provider's operators. */
export const DESK_INBOX = 'desk';
/** The workflow that files; later workflows of the same order name themselves. */
export const FILING_SOURCE = 'filing';

const ADDRESS: Column<string> = { name: 'messages.address' };
const PARAMS: Column<Record<string, unknown>> = { name: 'messages.params' };

export interface NewMessage {
  code: NoticeCode;
  recipient: Recipient;
  personId?: string;
  channel: MessageChannel;
  /** Mobile number or mail address; for `IN_APP` the account's id or {@link DESK_INBOX}. */
  address: string;
  /** What the text is filled with; JSON. */
  params: Record<string, unknown>;
}

export interface StoredMessage {
  id: string;
  orderId: OrderId;
  source: string;
  seq: number;
  code: NoticeCode;
  recipient: Recipient;
  personId: string | undefined;
  channel: MessageChannel;
  /** Absent once the order's data is erased. */
  address: string | undefined;
  params: Record<string, unknown> | undefined;
  status: MessageStatus;
  attempts: number;
  reference: string | undefined;
  lastError: string | undefined;
  /** Filing time of the event. */
  at: Instant;
  sentAt: Instant | undefined;
  /** When delivery or failure became certain. */
  settledAt: Instant | undefined;
  readAt: Instant | undefined;
}

/**
 * Writes the messages of one step. Those that are there already, and doubles for one address, are left out. In-app
 * messages are delivered by being written.
 */
export async function insertMessages(
  trx: Database,
  vault: Vault,
  event: { orderId: OrderId; source?: string; seq: number; at: Instant; key: DataKey | undefined },
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => ({
    order_id: event.orderId,
    source: event.source ?? FILING_SOURCE,
    seq: event.seq,
    code: message.code,
    recipient: message.recipient,
    person_id: message.personId ?? null,
    channel: message.channel,
    inbox: message.channel === 'IN_APP' ? message.address : null,
    address: sealFor(vault, event.key, ADDRESS, message.address),
    address_digest: vault.blindIndex('address', message.address.trim().toLowerCase()),
    params: sealFor(vault, event.key, PARAMS, message.params),
    status: message.channel === 'IN_APP' ? ('DELIVERED' as const) : ('PENDING' as const),
    at: toDate(event.at),
  }));
  await trx
    .insertInto('messages')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Messages of one step of a workflow. */
export interface MessagesOf {
  orderId: OrderId;
  seq: number;
  source?: string | undefined;
}

/** Messages of a step still to be delivered; an attempt at each is counted before it is made. */
export async function attemptPending(
  db: Database,
  vault: Vault,
  { orderId, seq, source = FILING_SOURCE }: MessagesOf,
): Promise<StoredMessage[]> {
  const rows = await db
    .updateTable('messages')
    .from('orders')
    .set((eb) => ({ attempts: eb('messages.attempts', '+', 1) }))
    .whereRef('orders.id', '=', 'messages.order_id')
    .where('order_id', '=', orderId)
    .where('source', '=', source)
    .where('seq', '=', seq)
    .where('status', '=', 'PENDING')
    .returningAll('messages')
    .returning('orders.wrapped_key')
    .execute();
  return rows.map((row) => toMessage(vault, row));
}

/** The notification log of an order, oldest first. */
export async function listOf(db: Database, vault: Vault, orderId: OrderId): Promise<StoredMessage[]> {
  const rows = await selectMessages(db).where('order_id', '=', orderId).execute();
  return rows.map((row) => toMessage(vault, row));
}

/** The carrier took the message; `reference` is what its delivery receipt will name. */
export async function markSent(db: Database, id: string, sent: { at: Instant; reference?: string }): Promise<void> {
  await settling(db, id)
    .set({ status: 'SENT', sent_at: toDate(sent.at), reference: sent.reference ?? null, last_error: null })
    .where('status', '=', 'PENDING')
    .execute();
}

/** The last attempt failed and will be repeated. */
export async function markError(db: Database, id: string, errorCode: string): Promise<void> {
  await db.updateTable('messages').set({ last_error: errorCode }).where('id', '=', id).execute();
}

/** Delivery is given up (R-MSG-3). `errorCode` is a code, never the carrier's free text. */
export async function markFailed(db: Database, id: string, failed: { at: Instant; errorCode: string }): Promise<void> {
  await settling(db, id)
    .set({ status: 'FAILED', settled_at: toDate(failed.at), last_error: failed.errorCode })
    .where('status', 'in', ['PENDING', 'SENT'])
    .execute();
}

export interface Receipt {
  reference: string;
  outcome: 'DELIVERED' | 'FAILED';
  at: Instant;
  errorCode?: string;
}

/** The carrier's delivery receipt. Returns the message's order; undefined when no message has the reference. */
export async function markReceipt(
  db: Database,
  receipt: Receipt,
): Promise<{ orderId: OrderId; id: string } | undefined> {
  const row = await db
    .updateTable('messages')
    .set({ status: receipt.outcome, settled_at: toDate(receipt.at), last_error: receipt.errorCode ?? null })
    .where('reference', '=', receipt.reference)
    .where('status', '<>', 'DELIVERED')
    .returning(['order_id', 'id'])
    .executeTakeFirst();
  const known = row ?? (await findByReference(db, receipt.reference));
  return known === undefined ? undefined : { orderId: known.order_id, id: known.id };
}

const findByReference = (db: Database, reference: string) =>
  db.selectFrom('messages').select(['order_id', 'id']).where('reference', '=', reference).executeTakeFirst();

/** Undelivered messages for operators, newest first. */
export async function failedMessages(db: Database, vault: Vault, limit: number = 100): Promise<StoredMessage[]> {
  const rows = await selectMessages(db, 'desc').where('status', '=', 'FAILED').limit(limit).execute();
  return rows.map((row) => toMessage(vault, row));
}

/** In-app messages of an account (or {@link DESK_INBOX}), newest first. */
export async function inbox(
  db: Database,
  vault: Vault,
  of: AccountId | typeof DESK_INBOX,
  page: { limit: number; before?: Instant; show?: 'unread' | 'all' },
): Promise<StoredMessage[]> {
  let query = selectMessages(db, 'desc').where('inbox', '=', of);
  if (page.before !== undefined) query = query.where('at', '<', toDate(page.before));
  if (page.show === 'unread') query = query.where('read_at', 'is', null);
  const rows = await query.limit(page.limit).execute();
  return rows.map((row) => toMessage(vault, row));
}

export async function countUnread(db: Database, of: AccountId | typeof DESK_INBOX): Promise<number> {
  const { count } = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('inbox', '=', of)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks one message of an inbox as read. False when it is not in that inbox. */
export async function markRead(
  db: Database,
  of: AccountId | typeof DESK_INBOX,
  id: string,
  at: Instant,
): Promise<boolean> {
  const row = await db
    .updateTable('messages')
    .set((eb) => ({ read_at: eb.fn.coalesce('read_at', eb.val(toDate(at))) }))
    .where('inbox', '=', of)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** An update of one message whose delivery has ended: once the order is erased, its address was kept only until then. */
const settling = (db: Database, id: string) =>
  db
    .updateTable('messages')
    .from('orders')
    .set({ address: unlessErased('address'), params: unlessErased('params') })
    .whereRef('orders.id', '=', 'messages.order_id')
    .where('messages.id', '=', id);

const unlessErased = (column: 'address' | 'params') =>
  sql<Buffer | null>`case when orders.erased_at is null then ${sql.ref(`messages.${column}`)} end`;

const selectMessages = (db: Database, direction: 'asc' | 'desc' = 'asc') =>
  db
    .selectFrom('messages')
    .innerJoin('orders', 'orders.id', 'messages.order_id')
    .selectAll('messages')
    .select('orders.wrapped_key')
    .orderBy('messages.at', direction)
    .orderBy('messages.seq', direction)
    .orderBy('messages.id', direction);

/** The message that tells of an order's erasure outlives the order's key for as long as its delivery takes. */
const sealFor = <T>(vault: Vault, key: DataKey | undefined, column: Column<T>, value: T): Buffer =>
  key === undefined ? vault.sealPassing(column, value) : seal(key, column, value);

function openFor<T>(vault: Vault, key: DataKey | undefined, column: Column<T>, sealed: Buffer | null): T | undefined {
  if (sealed === null) return undefined;
  return key === undefined ? vault.openPassing(column, sealed) : open(key, column, sealed);
}

function toMessage(vault: Vault, row: Selectable<MessagesTable> & { wrapped_key: Buffer | null }): StoredMessage {
  const key = row.wrapped_key === null ? undefined : vault.unwrap(row.order_id, row.wrapped_key);
  return {
    id: row.id,
    orderId: row.order_id,
    source: row.source,
    seq: row.seq,
    code: row.code,
    recipient: row.recipient,
    personId: row.person_id ?? undefined,
    channel: row.channel,
    address: openFor(vault, key, ADDRESS, row.address),
    params: openFor(vault, key, PARAMS, row.params),
    status: row.status,
    attempts: row.attempts,
    reference: row.reference ?? undefined,
    lastError: row.last_error ?? undefined,
    at: fromDate(row.at),
    sentAt: fromOptionalDate(row.sent_at),
    settledAt: fromOptionalDate(row.settled_at),
    readAt: fromOptionalDate(row.read_at),
  };
}
