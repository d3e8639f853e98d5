/** Messages that were not sent, across cases, for operators: those held until a person acts, and those given up. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { MessageChannel } from '../../domain/messages/notice.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { pageOf, type MessagePage, type PageRequest } from './message-page.ts';
import { selectMessages } from './message-row.ts';

export interface UndeliveredFilter {
  /** `HELD`: waits for a person to act, and is tried again meanwhile. `FAILED`: given up. */
  state?: 'HELD' | 'FAILED' | undefined;
  errorCode?: string | undefined;
  channel?: MessageChannel | undefined;
  caseId?: CaseId | undefined;
}

const HELD = sql<boolean>`(messages.status = 'PENDING' and messages.held_at is not null)`;
const UNDELIVERED = sql<boolean>`(messages.status = 'FAILED' or ${HELD})`;

/** One page, newest first. Throws `CursorError` for a cursor that was not given out here. */
export function undelivered(
  db: Database,
  vault: Vault,
  { state, errorCode, channel, caseId }: UndeliveredFilter,
  page: PageRequest,
): Promise<MessagePage> {
  let query = selectMessages(db, 'desc').where(UNDELIVERED);
  if (state === 'HELD') query = query.where(HELD);
  if (state === 'FAILED') query = query.where('messages.status', '=', 'FAILED');
  if (errorCode !== undefined) query = query.where('last_error', '=', errorCode);
  if (channel !== undefined) query = query.where('channel', '=', channel);
  if (caseId !== undefined) query = query.where('case_id', '=', caseId);
  return pageOf(vault, query, page);
}

export interface UndeliveredCount {
  errorCode: string;
  channel: MessageChannel;
  state: 'HELD' | 'FAILED';
  messages: number;
}

/** How many there are of each reason, most first. */
export async function countUndelivered(db: Database): Promise<UndeliveredCount[]> {
  return db
    .selectFrom('messages')
    .select((eb) => [
      sql<string>`coalesce(last_error, 'UNKNOWN')`.as('errorCode'),
      'channel',
      sql<'HELD' | 'FAILED'>`case messages.status when 'FAILED' then 'FAILED' else 'HELD' end`.as('state'),
      eb.fn.countAll<number>().as('messages'),
    ])
    .where(UNDELIVERED)
    .groupBy([sql`1`, 'channel', sql`3`])
    .orderBy('messages', 'desc')
    .orderBy('errorCode')
    .execute();
}

export type Resendable =
  | 'YES'
  /** The message was sent; sending it again would be a second message. */
  | 'SENT'
  /** Its address and content were erased with its case. */
  | 'ERASED'
  | 'UNKNOWN';

/** Whether a message may be sent again. */
export async function resendable(db: Database, id: string): Promise<Resendable> {
  const row = await db
    .selectFrom('messages')
    .select(['status', 'address', 'channel'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return 'UNKNOWN';
  if (row.status !== 'FAILED' && row.status !== 'PENDING') return 'SENT';
  return row.address === null ? 'ERASED' : 'YES';
}

/**
 * Marks a message for delivery with all its tries. Returns the step it belongs to; undefined when it was sent meanwhile or
 * was erased. A repeat changes nothing.
 */
export async function reopenMessage(
  db: Database,
  id: string,
  by: string,
): Promise<{ caseId: CaseId; source: string; seq: number } | undefined> {
  return db
    .updateTable('messages')
    .set({
      status: 'PENDING',
      attempts: 0,
      resends: sql`resends + case status when 'FAILED' then 1 else 0 end`,
      resent_by: by,
      reference: null,
      sent_at: null,
      settled_at: null,
    })
    .where('id', '=', id)
    .where('status', 'in', ['PENDING', 'FAILED'])
    .where('address', 'is not', null)
    .returning(['case_id as caseId', 'source', 'seq'])
    .executeTakeFirst();
}
