/** Delivery receipts of carriers: whether a sent message arrived. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { closeDeliveryTasks, REPORTED, settling } from './delivery.ts';
import { readDeliveryKey } from './delivery-key.ts';
import { openTask } from '../tasks/tasks.ts';

export interface Receipt {
  /** The carrier's number of the message. */
  reference: string;
  /** Our own name of it (`delivery-key.ts`), where the carrier gives it back. */
  key?: string;
  outcome: 'DELIVERED' | 'FAILED';
  at: Instant;
  errorCode?: string;
}

/**
 * Notes a receipt. A receipt that a message did not arrive opens an operator's task (R-MSG-3). Returns the message, found by
 * its reference, or by its name while it has no reference yet, because a receipt may come before the carrier's answer;
 * undefined when there is none. A repeat changes nothing, and no later receipt undoes an arrival.
 */
export function markReceipt(db: Database, receipt: Receipt): Promise<{ caseId: CaseId; id: string } | undefined> {
  return inTransaction(db, async (trx) => {
    const message = (await named(trx, receipt.reference)) ?? (await unnamed(trx, receipt.key));
    if (message === undefined) return undefined;
    const { id, case_id: caseId, seq, at, status } = message;
    if (status === 'DELIVERED' || status === receipt.outcome) return { caseId, id };
    await settling(trx)
      .where('messages.id', '=', id)
      .set({
        status: receipt.outcome,
        settled_at: toDate(receipt.at),
        sent_at: sql`coalesce(messages.sent_at, ${toDate(receipt.at)})`,
        reference: sql`coalesce(messages.reference, ${receipt.reference})`,
        last_error: receipt.errorCode ?? null,
        held_at: null,
        ...REPORTED,
      })
      .execute();
    const task = { caseId, kind: 'MESSAGE_UNDELIVERABLE', visit: seq } as const;
    if (receipt.outcome === 'FAILED') await openTask(trx, { ...task, at: fromDate(at) });
    else await closeDeliveryTasks(trx, { caseId, seq, at: receipt.at });
    return { caseId, id };
  });
}

const messages = (trx: Database) =>
  trx.selectFrom('messages').select(['id', 'case_id', 'seq', 'at', 'status']).forUpdate();

const named = (trx: Database, reference: string) => messages(trx).where('reference', '=', reference).executeTakeFirst();

async function unnamed(trx: Database, key: string | undefined) {
  const name = key === undefined ? undefined : readDeliveryKey(key);
  if (name === undefined) return undefined;
  const { id, resends } = name;
  return messages(trx)
    .where('id', '=', id)
    .where('resends', '=', resends)
    .where('reference', 'is', null)
    .executeTakeFirst();
}
