/**
 * The delivery state of each message; `attempt.ts` leases what is to be sent. A message that needs a person's action stays
 * pending and is held; operators get a task for the first held message of a step, and another when a message is given up
 * (R-MSG-3).
 */
import { WITH_CODE } from '../../domain/messages/notice.ts';
import { sql, type RawBuilder } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import { isPending, type MessagesOf } from './attempt.ts';
import type { StoredMessage } from './message-row.ts';
import { closingTasks, openTask } from '../tasks/tasks.ts';

/** Why messages are still pending; `held` when one of them waits for a person. */
export async function stillPending(db: Database, of: MessagesOf): Promise<{ errors: string[]; held: boolean }> {
  const rows = await db.selectFrom('messages').select(['last_error', 'held_at']).where(isPending(of)).execute();
  return {
    errors: rows.map((row) => row.last_error ?? 'UNDER_WAY'),
    held: rows.some((row) => row.held_at !== null),
  };
}

export interface Sent {
  /** Of the message. */
  id: string;
  /** How often somebody had it sent again before this sending. */
  resends: number;
  at: Instant;
  /** What the carrier's delivery receipt will name. */
  reference?: string;
}

/** The carriers accepted these messages. A receipt may have arrived before, or somebody had the message sent again. */
export async function markSent(db: Database, sent: readonly Sent[]): Promise<void> {
  const column = (of: (one: Sent) => unknown) => sql.val(sent.map(of));
  const noted = sql<Noted>`unnest(
    ${column(({ id }) => id)}::uuid[], ${column(({ resends }) => resends)}::int[],
    ${column(({ at }) => toDate(at))}::timestamptz[], ${column(({ reference }) => reference ?? null)}::text[]
  )`.as<'noted'>(sql`noted (id, resends, at, reference)`);
  await settling(db)
    .from(noted)
    .whereRef('messages.id', '=', 'noted.id')
    .whereRef('messages.resends', '=', 'noted.resends')
    .where('messages.sent_at', 'is', null)
    .set({
      status: sql`case when messages.status = 'PENDING' then 'SENT' else messages.status end`,
      sent_at: sql`noted.at`,
      reference: sql`coalesce(messages.reference, noted.reference)`,
      last_error: sql`case when messages.status = 'PENDING' then null else messages.last_error end`,
      held_at: null,
      ...REPORTED,
    })
    .execute();
}

interface Noted {
  id: string;
  resends: number;
  at: Date;
  reference: string | null;
}

/** The attempt has said what became of the message: its lease ends. */
export const REPORTED = { claimed_until: null, no_word_since: null };

/** The last attempt failed and will be repeated. */
export async function markError(db: Database, id: string, errorCode: string): Promise<void> {
  await db
    .updateTable('messages')
    .set({ last_error: errorCode, ...REPORTED })
    .where('id', '=', id)
    .where('status', '=', 'PENDING')
    .execute();
}

type Failing = Pick<StoredMessage, 'id' | 'caseId' | 'seq' | 'at' | 'code'>;

/** The last attempt failed, and a person must remove the cause; operators get a task when the hold begins. */
export async function markHeld(
  db: Database,
  { id, caseId, seq, at }: Failing,
  held: { at: Instant; errorCode: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const before = await trx
      .selectFrom('messages')
      .select(['status', 'held_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (before?.status !== 'PENDING') return;
    await trx
      .updateTable('messages')
      .set({ held_at: before.held_at ?? toDate(held.at), last_error: held.errorCode, ...REPORTED })
      .where('id', '=', id)
      .execute();
    if (before.held_at === null) await openTask(trx, { caseId, kind: 'MESSAGE_NEEDS_PERSON', visit: seq, at });
  });
}

/**
 * Delivery is given up (R-MSG-3), which is an operator's task. A code that proves a number is none: whoever asked for it sees that it
 * did not arrive, and asks for another. `errorCode` is a code, never the carrier's free text.
 */
export async function markFailed(
  db: Database,
  { id, caseId, seq, at, code }: Failing,
  failed: { at: Instant; errorCode: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const given = await settling(trx)
      .where('messages.id', '=', id)
      .set({
        status: 'FAILED',
        settled_at: toDate(failed.at),
        last_error: failed.errorCode,
        held_at: null,
        ...REPORTED,
      })
      .where('status', '=', 'PENDING')
      .returning('messages.id')
      .executeTakeFirst();
    if (given !== undefined && !WITH_CODE.includes(code))
      await openTask(trx, { caseId, kind: 'MESSAGE_UNDELIVERABLE', visit: seq, at });
  });
}

/** Closes the tasks about messages of a step that are delivered now; while one is not, its task stays open. */
export async function closeDeliveryTasks(
  db: Database,
  { caseId, seq, at }: { caseId: CaseId; seq: number; at: Instant },
): Promise<void> {
  const left = (condition: RawBuilder<unknown>) =>
    sql`exists (select from messages where case_id = ${caseId} and seq = ${seq} and (${condition}))`;
  const held = left(sql`status = 'PENDING' and held_at is not null`);
  const failed = left(sql`status = 'FAILED' or (status = 'PENDING' and resends > 0)`);
  await closingTasks(db, { caseId, kinds: ['MESSAGE_NEEDS_PERSON', 'MESSAGE_UNDELIVERABLE'], by: 'system', at })
    .where('visit', '=', seq)
    .where(sql<boolean>`case kind when 'MESSAGE_NEEDS_PERSON' then not ${held} else not ${failed} end`)
    .execute();
}

/**
 * An update of messages whose delivery has ended. Once the case is erased, it also clears their address and content, which
 * were kept only for the delivery.
 */
export const settling = (db: Database) =>
  db.updateTable('messages').set({ address: unlessErased('address'), params: unlessErased('params') });

const unlessErased = (column: 'address' | 'params') => {
  const erasedAt = sql`(select erased_at from cases where cases.id = messages.case_id)`;
  return sql<Buffer | null>`case when ${erasedAt} is null then ${sql.ref(`messages.${column}`)} end`;
};
