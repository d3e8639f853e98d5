/** Erasures that somebody asked for. A second person answers within a day; afterwards the request stands no more. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { cursorInstant, readCursor } from '../postgres/cursor.ts';
import { fromDate, inTransaction, type Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import { stands } from '../postgres/stands.ts';
import type { ErasureSubject } from '../retention/kept-orders.ts';
import { ifReadable, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import type { ErasureGround, ErasureOutcome, ErasuresTable } from './tables.ts';

const REASON: Column<string> = { name: 'erasures.reason' };

export interface ErasureRequest {
  id: string;
  accountId: AccountId;
  /** Absent for the whole account. */
  orderId: OrderId | undefined;
  ground: ErasureGround;
  /** Absent when it cannot be read. */
  reason: string | undefined;
  askedBy: string;
  askedAt: Instant;
}

/** Notes who asks and why. A later request for the same replaces an earlier one. */
export function askForErasure(
  db: Database,
  vault: Vault,
  { subject, ...asked }: { subject: ErasureSubject; ground: ErasureGround; reason: string; askedBy: string },
): Promise<ErasureRequest> {
  const { accountId, orderId = null } = subject;
  return inTransaction(db, async (trx) => {
    await trx
      .updateTable('erasures')
      .set({ ...answeredBy(asked.askedBy), outcome: 'REPLACED' })
      .where('account_id', '=', accountId)
      .where(sql<boolean>`order_id is not distinct from ${orderId}`)
      .where('answered_at', 'is', null)
      .execute();
    const row = await trx
      .insertInto('erasures')
      .values({
        account_id: accountId,
        order_id: orderId,
        ground: asked.ground,
        reason: vault.sealPassing(REASON, asked.reason),
        asked_by: asked.askedBy,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRequest(vault, row);
  });
}

/** A request that stands; undefined when there is none, when it was answered, or when it is older than a day. */
export async function readErasure(db: Database, vault: Vault, id: string): Promise<ErasureRequest | undefined> {
  const row = await standing(db).where('id', '=', id).executeTakeFirst();
  return row && toRequest(vault, row);
}

/** Requests that stand, oldest first. Throws `CursorError` for a cursor that was not given out here. */
export async function erasurePage(
  db: Database,
  vault: Vault,
  { limit, cursor }: PageRequest,
): Promise<Page<ErasureRequest>> {
  let query = standing(db);
  if (cursor !== undefined) {
    const [askedAt, id] = readCursor(placeSchema, cursor);
    query = query.where(
      sql<boolean>`(date_trunc('milliseconds', asked_at), id) > (${askedAt}::timestamptz, ${id}::uuid)`,
    );
  }
  const rows = await query
    .orderBy(sql`date_trunc('milliseconds', asked_at)`)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = cutPage(rows, limit, ({ asked_at: askedAt, id }) => [askedAt.toISOString(), id]);
  return mapPage(page, (row) => toRequest(vault, row));
}

const placeSchema = z.tuple([cursorInstant, z.uuid()]);

/** Notes the answer of the second person. False when the request stands no more. */
export async function answerErasure(
  db: Database,
  { id, by, outcome }: { id: string; by: string; outcome: ErasureOutcome },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('erasures')
    .set({ ...answeredBy(by), outcome })
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .where(stands('asked_at'))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

const answeredBy = (by: string) => ({ answered_at: sql<Date>`now()`, answered_by: by, reason: null });

const standing = (db: Database) =>
  db.selectFrom('erasures').selectAll().where('answered_at', 'is', null).where(stands('asked_at'));

const toRequest = (vault: Vault, row: Selectable<ErasuresTable>): ErasureRequest => {
  const { reason } = row;
  return {
    id: row.id,
    accountId: row.account_id,
    orderId: row.order_id ?? undefined,
    ground: row.ground,
    reason: reason === null ? undefined : ifReadable(() => vault.openPassing(REASON, reason)),
    askedBy: row.asked_by,
    askedAt: fromDate(row.asked_at),
  };
};
