/**
 * Messages that were not sent, across cases, for operators: those held until a person acts, those given up, those that were left
 * behind, and those that a rule about their address keeps back.
 */
import { sql, type RawBuilder } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { MessageChannel } from '../../domain/messages/notice.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { KEPT_BACK_BECAUSE } from './kept-back.ts';
import { LEFT } from './left.ts';
import { pageOf, type MessagePage } from './message-page.ts';
import type { PageRequest } from '../postgres/page.ts';
import { selectMessages } from './message-row.ts';

/**
 * `HELD`: waits for a person to act, and is tried again meanwhile. `FAILED`: given up. `LEFT`: no delivery tries it; it gets one of
 * its own within minutes. `KEPT_BACK`: no vendor was asked, for a reason of {@link KEPT_BACK_BECAUSE}; it is tried again.
 */
export type UndeliveredState = 'HELD' | 'FAILED' | 'LEFT' | 'KEPT_BACK';

export interface UndeliveredFilter {
  state?: UndeliveredState | undefined;
  errorCode?: string | undefined;
  channel?: MessageChannel | undefined;
  caseId?: CaseId | undefined;
}

const HELD = sql<boolean>`(messages.status = 'PENDING' and messages.held_at is not null)`;
const FAILED = sql<boolean>`(messages.status = 'FAILED')`;
const KEPT_BACK = sql<boolean>`(messages.status = 'PENDING' and messages.last_error = any(${sql.val([...KEPT_BACK_BECAUSE])}))`;
const UNDELIVERED = sql<boolean>`(${FAILED} or ${HELD} or ${LEFT} or ${KEPT_BACK})`;
/** Each of them read by an index. */
const IN_STATE: Readonly<Record<UndeliveredState, RawBuilder<boolean>>> = {
  HELD,
  FAILED,
  LEFT: sql<boolean>`(${LEFT} and messages.held_at is null)`,
  KEPT_BACK: sql<boolean>`(${KEPT_BACK} and messages.held_at is null and not ${LEFT})`,
};
const STATE = sql<UndeliveredState>`case
  when ${FAILED} then 'FAILED' when ${HELD} then 'HELD' when ${LEFT} then 'LEFT' else 'KEPT_BACK' end`;

/** One page, newest first. Throws `CursorError` for a cursor that was not given out here. */
export function undelivered(
  db: Database,
  vault: Vault,
  { state, errorCode, channel, caseId }: UndeliveredFilter,
  page: PageRequest,
): Promise<MessagePage> {
  let query = selectMessages(db, 'desc').where(state === undefined ? UNDELIVERED : IN_STATE[state]);
  if (errorCode !== undefined) query = query.where('last_error', '=', errorCode);
  if (channel !== undefined) query = query.where('channel', '=', channel);
  if (caseId !== undefined) query = query.where('case_id', '=', caseId);
  return pageOf(vault, query, page);
}

export interface UndeliveredCount {
  errorCode: string;
  channel: MessageChannel;
  state: UndeliveredState;
  messages: number;
}

/** Reasons that are counted; vendors have fewer codes. */
export const MOST_REASONS = 200;

/** How many there are of each reason, most first. */
export async function countUndelivered(db: Database): Promise<UndeliveredCount[]> {
  return db
    .selectFrom('messages')
    .select((eb) => [
      sql<string>`coalesce(last_error, 'UNKNOWN')`.as('errorCode'),
      'channel',
      STATE.as('state'),
      eb.fn.countAll<number>().as('messages'),
    ])
    .where(UNDELIVERED)
    .groupBy([sql`1`, 'channel', sql`3`])
    .orderBy('messages', 'desc')
    .orderBy('errorCode')
    .limit(MOST_REASONS)
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
      counted_on: sql`case status when 'FAILED' then null else counted_on end`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['PENDING', 'FAILED'])
    .where('address', 'is not', null)
    .returning(['case_id as caseId', 'source', 'seq'])
    .executeTakeFirst();
}
