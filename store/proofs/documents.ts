/** Scans and images of an order by slot, every version of them (R-MAT-6). The bytes lie sealed in the object store. */
import type { Selectable } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { DocumentsTable } from './tables.ts';

/** The small JPEG made of a scan, which people see and the bureau gets (R-HO-5). */
export interface ShownImage {
  sha256: string;
  /** Bytes before sealing. */
  size: number;
  objectKey: string;
}

/** What {@link ShownImage} is, whatever the scan was. */
export const SHOWN_MEDIA_TYPE = 'image/jpeg';

export interface NewDocument {
  orderId: OrderId;
  slot: string;
  /** Of the image before sealing, in hex. */
  sha256: string;
  mediaType: string;
  /** Bytes before sealing. */
  size: number;
  /** Where the object store keeps the sealed image. */
  objectKey: string;
  uploadedBy: string;
  uploadedAt: Instant;
  /** Last day on which the document shown is valid, `YYYY-MM-DD`. */
  validUntil?: string;
  shown?: ShownImage;
}

export interface StoredDocument {
  orderId: OrderId;
  slot: string;
  version: number;
  sha256: string;
  mediaType: string;
  size: number;
  objectKey: string;
  uploadedBy: string;
  uploadedAt: Instant;
  validUntil: string | undefined;
  removedAt: Instant | undefined;
  removedBy: string | undefined;
  /** Undefined for scans that were stored before small images were made. */
  shown: ShownImage | undefined;
}

/** The name a document's bytes are bound to when they are sealed. */
export const documentSealName = (slot: string, sha256: string): string => `documents.${slot}.${sha256}`;

/** Adds the next version of a slot. The same image with the same validity is a repeat and returns the version that holds it. */
export function addDocument(db: Database, document: NewDocument): Promise<StoredDocument> {
  return inTransaction(db, async (trx) => {
    await lockOrder(trx, document.orderId);
    const latest = await trx
      .selectFrom('documents')
      .selectAll()
      .where('order_id', '=', document.orderId)
      .where('slot', '=', document.slot)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (latest !== undefined && latest.removed_at === null && isSame(toDocument(latest), document)) {
      return toDocument(latest);
    }
    const row = await trx
      .insertInto('documents')
      .values({
        order_id: document.orderId,
        slot: document.slot,
        version: (latest?.version ?? 0) + 1,
        sha256: document.sha256,
        media_type: document.mediaType,
        size: document.size,
        object_key: document.objectKey,
        uploaded_by: document.uploadedBy,
        uploaded_at: toDate(document.uploadedAt),
        valid_until: document.validUntil ?? null,
        ...shownColumns(document.shown),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return toDocument(row);
  });
}

/** Whether a scan is a repeat of the version that is there. */
export const isSame = (
  stored: Pick<StoredDocument, 'sha256' | 'validUntil'>,
  document: Pick<NewDocument, 'sha256' | 'validUntil'>,
): boolean => stored.sha256 === document.sha256 && stored.validUntil === document.validUntil;

const shownColumns = (shown: ShownImage | undefined) => ({
  shown_key: shown?.objectKey ?? null,
  shown_sha256: shown?.sha256 ?? null,
  shown_size: shown?.size ?? null,
});

/** Notes the small image of a version that had none. False when somebody else has noted one meanwhile. */
export async function addShown(
  db: Database,
  { orderId, slot, version }: Pick<StoredDocument, 'orderId' | 'slot' | 'version'>,
  shown: ShownImage,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('documents')
    .set(shownColumns(shown))
    .where('order_id', '=', orderId)
    .where('slot', '=', slot)
    .where('version', '=', version)
    .where('shown_key', 'is', null)
    .where('image_removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Allows one upload of an order at a time, and none during a step, so that versions are counted without gaps or doubles. */
async function lockOrder(trx: Database, orderId: OrderId): Promise<void> {
  await trx.selectFrom('orders').select('id').where('id', '=', orderId).forUpdate().executeTakeFirst();
}

/** Takes the present version out of a slot; its history stays. False when the slot is empty. */
export function removeDocument(
  db: Database,
  removal: { orderId: OrderId; slot: string; by: string; at: Instant },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await lockOrder(trx, removal.orderId);
    const current = (await currentDocuments(trx, removal.orderId)).find(({ slot }) => slot === removal.slot);
    if (current === undefined) return false;
    await trx
      .updateTable('documents')
      .set({ removed_at: toDate(removal.at), removed_by: removal.by })
      .where('order_id', '=', removal.orderId)
      .where('slot', '=', removal.slot)
      .where('version', '=', current.version)
      .execute();
    return true;
  });
}

/** The latest version of each slot that is not empty, by slot. */
export async function currentDocuments(db: Database, orderId: OrderId): Promise<StoredDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .distinctOn('slot')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('slot')
    .orderBy('version', 'desc')
    .execute();
  return rows.filter((row) => row.removed_at === null).map(toDocument);
}

export const toDocument = (row: Selectable<DocumentsTable>): StoredDocument => ({
  orderId: row.order_id,
  slot: row.slot,
  version: row.version,
  sha256: row.sha256,
  mediaType: row.media_type,
  size: row.size,
  objectKey: row.object_key,
  uploadedBy: row.uploaded_by,
  uploadedAt: fromDate(row.uploaded_at),
  validUntil: row.valid_until ?? undefined,
  removedAt: fromOptionalDate(row.removed_at),
  removedBy: row.removed_by ?? undefined,
  shown: shownOf(row),
});

const shownOf = ({ shown_key: objectKey, shown_sha256: sha256, shown_size: size }: Selectable<DocumentsTable>) =>
  objectKey === null || sha256 === null || size === null ? undefined : { objectKey, sha256, size };
