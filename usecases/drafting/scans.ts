/** The bytes of scans: sealed before they leave this process, opened for callers who may see them. */
import { createHash, randomUUID } from 'node:crypto';
import { present } from '../../domain/present.ts';
import { addDocument, documentSealName, type StoredDocument } from '../../store/proofs/documents.ts';
import { openBytes, sealBytes } from '../../store/sealing/seal.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import { touchOrder } from '../../store/orders/edit-order.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { editing, mayFill } from './editing.ts';
import { Refusal, refusal } from '../refusal.ts';
import { undoneOnFailure } from '../undone-on-failure.ts';

export interface Scan {
  slot: string;
  mediaType: string;
  bytes: Buffer;
  validUntil: string | undefined;
  uploadedBy: string;
}

/**
 * Stores a scan as the next version of its slot. Refuses and leaves nothing behind when the order no longer accepts the
 * scan.
 */
export async function storeScan(deps: UseCaseDependencies, order: Order, scan: Scan): Promise<StoredDocument> {
  const { slot, mediaType, bytes, validUntil, uploadedBy } = scan;
  const key = await caseKey(deps.database, deps.vault, order.id);
  if (key === undefined) throw refusal('ERASED');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // Each upload has an object of its own, so deleting the object of a refused upload deletes nothing else.
  const objectKey = `${order.id}/${slot.replace(':', '.')}/${sha256}.${randomUUID()}`;
  await deps.documents.put(objectKey, sealBytes(key, documentSealName(slot, sha256), bytes));
  const write = () =>
    editing(
      deps,
      order,
      (now) => mayFill(now, slot),
      async (trx, now) => {
        const uploadedAt = filingTime(now, deps.now());
        const document = { orderId: order.id, slot, sha256, mediaType, size: bytes.length, objectKey };
        const added = await addDocument(trx, { ...document, uploadedBy, uploadedAt, ...present({ validUntil }) });
        await touchOrder(trx, order.id, uploadedAt);
        return added;
      },
    );
  // After any error but a refusal, the scan may have been written all the same.
  const isCertain = (error: unknown) => error instanceof Refusal;
  const stored = await undoneOnFailure(write, () => takeAway(deps, objectKey), isCertain);
  if (stored.objectKey !== objectKey) await takeAway(deps, objectKey);
  return stored;
}

/** An object without a row does no harm: it is sealed, and its key is destroyed with the order. */
async function takeAway({ documents, log }: UseCaseDependencies, objectKey: string): Promise<void> {
  await documents.delete(objectKey).catch((error: unknown) => {
    log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'a surplus image could not be removed');
  });
}

/** The image itself. */
export async function readScan(deps: UseCaseDependencies, order: Order, document: StoredDocument): Promise<Buffer> {
  const key = await caseKey(deps.database, deps.vault, order.id);
  if (key === undefined) throw refusal('ERASED');
  const sealed = await deps.documents.get(document.objectKey);
  return openBytes(key, documentSealName(document.slot, document.sha256), sealed);
}
