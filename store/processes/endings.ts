/** Requests to end an order whose filing cannot go on. A second person has to agree within a day; until then it is left alone. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { stands } from '../postgres/stands.ts';
import { open, seal, type Column, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { openTask } from '../tasks/tasks.ts';

const REASON: Column<string> = { name: 'processes.ending_reason' };

/** Whether there is a request that may still be agreed to. */
export const endingStands = stands('ending_asked_at');

export interface Ending {
  askedBy: string;
  reason: string;
  /** Who has agreed since; never who asked. */
  agreedBy: string | undefined;
}

/** Notes who asks and why, and opens the task for the second person. A later request replaces an earlier one. */
export function askForEnding(
  db: Database,
  vault: Vault,
  { orderId, visit, at }: { orderId: OrderId; visit: number; at: Instant },
  { askedBy, reason }: Pick<Ending, 'askedBy' | 'reason'>,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const key = await keyIfThere(trx, vault, orderId);
    await trx
      .updateTable('processes')
      .set({
        ending_asked_at: sql`now()`,
        ending_asked_by: askedBy,
        ending_agreed_by: null,
        ending_reason: key === undefined ? null : seal(key, REASON, reason),
      })
      .where('case_id', '=', orderId)
      .where('process', '=', 'filing')
      .execute();
    await openTask(trx, { caseId: orderId, kind: 'ENDING_REQUESTED', visit, at });
  });
}

/** The request that stands; undefined when there is none, or when it is older than a day. */
export async function readEnding(db: Database, vault: Vault, orderId: OrderId): Promise<Ending | undefined> {
  const row = await db
    .selectFrom('processes')
    .select(['ending_asked_by', 'ending_reason', 'ending_agreed_by'])
    .where('case_id', '=', orderId)
    .where('process', '=', 'filing')
    .where(endingStands)
    .executeTakeFirst();
  if (row?.ending_asked_by == null) return undefined;
  const key = await keyIfThere(db, vault, orderId);
  const reason = key && row.ending_reason ? open(key, REASON, row.ending_reason) : '';
  return { askedBy: row.ending_asked_by, reason, agreedBy: row.ending_agreed_by ?? undefined };
}

/** Notes who agrees with the request that stands, before the order is ended. False when there is none by somebody else. */
export async function agreeWithEnding(db: Database, orderId: OrderId, by: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('processes')
    .set({ ending_agreed_by: by })
    .where('case_id', '=', orderId)
    .where('process', '=', 'filing')
    .where(endingStands)
    .where('ending_asked_by', '<>', by)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** An order is ended also when its data cannot be read; the reason is then left out. */
async function keyIfThere(db: Database, vault: Vault, orderId: OrderId): Promise<DataKey | undefined> {
  const row = await db.selectFrom('cases').select(['id', 'wrapped_key']).where('id', '=', orderId).executeTakeFirst();
  return row && keyIfReadable(vault, row);
}
