/**
 * Messages to people: written with the step that causes them, and read as the notification log of a case. There is one
 * message per event, channel and address (R-MSG-1). `delivery.ts` and `receipts.ts` keep the outcome of each.
 */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { CivilDate, Instant } from '../../domain/time/instant.ts';
import type { MessageChannel, NoticeCode, Recipient } from '../../domain/messages/notice.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { DataKey } from '../sealing/seal.ts';
import { pageOf, type MessagePage } from './message-page.ts';
import type { PageRequest } from '../postgres/page.ts';
import type { Vault } from '../sealing/vault.ts';
import { addressDigest } from './address-digest.ts';
import { sealedContent, selectMessages, toListedMessage, type StoredMessage } from './message-row.ts';

/** Inbox of the provider's operators. */
export const DESK_INBOX = 'desk';
/** The workflow that files; later workflows of the same order name themselves. */
export const FILING_SOURCE = 'filing';
/** Messages to owners of servers about websites without a filing; the number of the website follows, and `seq` is the minute. */
export const UNFILED_SOURCE = 'unfiled/';
/** Of reminders of what ends on record, which hang on no order. */
export const WATCH_SOURCE = 'watch/';

export interface NewMessage {
  code: NoticeCode;
  recipient: Recipient;
  personId?: string;
  channel: MessageChannel;
  /** Mobile number or mail address; for `IN_APP` the account's id or {@link DESK_INBOX}. */
  address: string;
  /** The values that fill the text; JSON. */
  params: Record<string, unknown>;
}

/**
 * Writes the messages of one step, without those that exist already and without doubles for one address. An in-app message
 * counts as delivered once it is written.
 */
export async function insertMessages(
  trx: Database,
  vault: Vault,
  event: { caseId: CaseId; source?: string; seq: number; at: Instant; key: DataKey | undefined },
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => ({
    case_id: event.caseId,
    source: event.source ?? FILING_SOURCE,
    seq: event.seq,
    code: message.code,
    recipient: message.recipient,
    person_id: message.personId ?? null,
    channel: message.channel,
    inbox: message.channel === 'IN_APP' ? message.address : null,
    ...sealedContent(vault, event.key, message),
    address_digest: addressDigest(vault, message.channel, message.address),
    status: message.channel === 'IN_APP' ? ('DELIVERED' as const) : ('PENDING' as const),
    at: toDate(event.at),
  }));
  await trx
    .insertInto('messages')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Which of these notices a case has sent by SMS or mail on a day of the filing's time. */
export async function toldOnDay(
  db: Database,
  { caseId, codes, day }: { caseId: CaseId; codes: readonly NoticeCode[]; day: CivilDate },
): Promise<Set<NoticeCode>> {
  if (codes.length === 0) return new Set();
  const rows = await db
    .selectFrom('messages')
    .select('code')
    .distinct()
    .where('case_id', '=', caseId)
    .where('code', 'in', codes)
    .where('channel', '<>', 'IN_APP')
    .where(sql<boolean>`(at at time zone 'Asia/Shanghai')::date = ${day}::date`)
    .execute();
  return new Set(rows.map(({ code }) => code));
}

/** One page of the notification log of a case, oldest first; without what operators were told, for customers. */
export function messagePage(
  db: Database,
  vault: Vault,
  { caseId, shown }: { caseId: CaseId; shown: 'ALL' | 'WITHOUT_OPERATORS' },
  page: PageRequest,
): Promise<MessagePage> {
  const all = selectMessages(db).where('case_id', '=', caseId);
  return pageOf(vault, shown === 'ALL' ? all : all.where('recipient', '<>', 'operator'), page, 'asc');
}

/** The whole notification log of a case, oldest first. */
export async function listOf(db: Database, vault: Vault, caseId: CaseId): Promise<StoredMessage[]> {
  const rows = await selectMessages(db).where('case_id', '=', caseId).execute();
  return rows.map((row) => toListedMessage(vault, row));
}
