/** The face checks of one person of an order as a list, oldest first. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { OrderId } from '../../domain/identifiers.ts';
import { caseKeyIfReadable } from '../cases/case-key.ts';
import { cursorInstant, readCursor } from '../postgres/cursor.ts';
import type { Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import type { Vault } from '../sealing/vault.ts';
import { toListedSession, type LivenessSession } from './face-checks.ts';

/** When it was started, and its id. */
const placeSchema = z.tuple([cursorInstant, z.uuid()]);

/** Throws `CursorError` for a cursor that was not given out here. */
export async function faceCheckPage(
  db: Database,
  vault: Vault,
  { orderId, personId }: { orderId: OrderId; personId: string },
  { limit, cursor }: PageRequest,
): Promise<Page<LivenessSession>> {
  let query = db
    .selectFrom('liveness_sessions')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('person_id', '=', personId);
  if (cursor !== undefined) {
    const [startedAt, id] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(started_at, id) > (${startedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('started_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const key = await caseKeyIfReadable(db, vault, orderId);
  return mapPage(
    cutPage(rows, limit, (row) => [row.started_at.toISOString(), row.id]),
    (row) => toListedSession(key, row),
  );
}
