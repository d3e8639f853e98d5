/** The scans of an order as a list, by slot. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { OrderId } from '../../domain/identifiers.ts';
import { readCursor } from '../postgres/cursor.ts';
import type { Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import { toDocument, type StoredDocument } from './documents.ts';

const placeSchema = z.tuple([z.string()]);

/** The latest version of each slot that is not empty. Throws `CursorError` for a cursor that was not given out here. */
export async function documentPage(
  db: Database,
  orderId: OrderId,
  { limit, cursor }: PageRequest,
): Promise<Page<StoredDocument>> {
  const [after] = cursor === undefined ? [''] : readCursor(placeSchema, cursor);
  const latest = db
    .selectFrom('documents')
    .distinctOn('slot')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('slot', '>', after)
    .orderBy('slot')
    .orderBy('version', 'desc')
    .as('latest');
  const rows = await db
    .selectFrom(latest)
    .selectAll()
    .where(sql<boolean>`removed_at is null`)
    .orderBy('slot')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ slot }) => [slot]),
    toDocument,
  );
}

/** Every version of every slot, also replaced and removed ones. */
export async function everyVersion(db: Database, orderId: OrderId): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('slot')
    .orderBy('version')
    .execute();
  return rows.map(toDocument);
}
