/** The images of scans: checked and made small, sealed before they leave this process, opened for callers who may see them. */
import type { Channel } from '../../domain/order-types/order-type.ts';
import { present } from '../../domain/present.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { rewriteRules } from '../../facts/image-rules.ts';
import { originalScan, scanObjectKey, shownScan, type ScanImage } from '../../facts/shown-scan.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { touchOrder } from '../../store/orders/edit-order.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import {
  addDocument,
  currentDocuments,
  documentSealName,
  isSame,
  type ShownImage,
  type StoredDocument,
} from '../../store/proofs/documents.ts';
import { sealBytes, type DataKey } from '../../store/sealing/seal.ts';
import { sha256 } from '../../store/sealing/sha256.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { Refusal, refusal } from '../refusal.ts';
import { undoneOnFailure } from '../undone-on-failure.ts';
import { editing, mayFill } from './editing.ts';
import { refuseWithoutRoom } from './scan-limits.ts';
import { inStore } from './store-faults.ts';

export interface Scan {
  slot: string;
  /** The media type that the sender named. */
  declared: string | undefined;
  /** Of the image, in hex. */
  sha256: string;
  /** Bytes of the image. */
  size: number;
  /** Reads the image; it is in memory only while it is worked on. */
  content: () => Promise<Buffer>;
  validUntil: string | undefined;
  uploadedBy: string;
  channel: Channel | undefined;
}

/** An image and the small one made of it, both in the object store. */
interface StoredImages {
  mediaType: string;
  objectKey: string;
  shown: ShownImage;
}

/**
 * Stores a scan as the next version of its slot. Refuses and leaves nothing behind when the image is not good, when there is no
 * room for it, or when the order no longer accepts it.
 */
export async function storeScan(deps: UseCaseDependencies, order: Order, scan: Scan): Promise<StoredDocument> {
  const repeat = await repeated(deps, order, scan);
  if (repeat !== undefined) return repeat;
  const key = await caseKey(deps.database, deps.vault, order.id);
  if (key === undefined) throw refusal('ERASED');
  const images = await deps.scanTurns.run(order.accountId, () => storeImages(deps, key, order, scan));
  // After any error but a refusal, the scan may have been written all the same.
  const isCertain = (error: unknown) => error instanceof Refusal;
  const stored = await undoneOnFailure(
    () => write(deps, order, scan, images),
    () => takeAway(deps, images),
    isCertain,
  );
  if (stored.objectKey !== images.objectKey) await takeAway(deps, images);
  return stored;
}

/** The version that is in the slot, when the scan repeats it; nothing is decoded or stored then. */
async function repeated(deps: UseCaseDependencies, order: Order, scan: Scan): Promise<StoredDocument | undefined> {
  const inSlot = async (db: UseCaseDependencies['database']) =>
    (await currentDocuments(db, order.id)).find(
      (document) => document.slot === scan.slot && isSame(document, repeatable(scan)),
    );
  if ((await inSlot(deps.database)) === undefined) return undefined;
  return editing(
    deps,
    order,
    (now) => mayFill(now, scan.slot, scan.channel),
    (trx) => inSlot(trx),
  );
}

const repeatable = ({ sha256: digest, validUntil }: Scan) => ({ sha256: digest, ...present({ validUntil }) });

async function storeImages(deps: UseCaseDependencies, key: DataKey, order: Order, scan: Scan): Promise<StoredImages> {
  const { slot } = scan;
  const { policies } = await deps.rules();
  const content = await scan.content();
  const rules = { ...rewriteRules(policies, slot, civilDate(filingTime(order, deps.now()))), declared: scan.declared };
  const answer = await deps.images.rewrite(content, rules);
  if (answer.status === 'REFUSED') {
    throw refusal('FILE_REFUSED', { findings: [{ path: 'file', code: answer.code, advice: answer.advice }] });
  }
  const small = answer.image.content;
  const digest = sha256(small);
  const shown = { sha256: digest, size: small.length, objectKey: scanObjectKey(order.id, slot, digest) };
  const stored = { mediaType: answer.mediaType, objectKey: scanObjectKey(order.id, slot, scan.sha256), shown };
  const put = async () => {
    await deps.documents.put(stored.objectKey, sealBytes(key, documentSealName(slot, scan.sha256), content));
    await deps.documents.put(shown.objectKey, sealBytes(key, documentSealName(slot, digest), small));
    return stored;
  };
  return undoneOnFailure(
    () => inStore(deps, order, put),
    () => takeAway(deps, stored),
  );
}

const write = (deps: UseCaseDependencies, order: Order, scan: Scan, { mediaType, objectKey, shown }: StoredImages) =>
  editing(
    deps,
    order,
    (now) => mayFill(now, scan.slot, scan.channel),
    async (trx, now) => {
      const { slot, sha256: digest, size, uploadedBy, validUntil } = scan;
      const uploadedAt = filingTime(now, deps.now());
      const { policies } = await deps.rules();
      await refuseWithoutRoom(trx, now, slot, size + shown.size, { policies, on: civilDate(uploadedAt) });
      const document = { orderId: order.id, slot, sha256: digest, mediaType, size, objectKey, shown };
      const added = await addDocument(trx, { ...document, uploadedBy, uploadedAt, ...present({ validUntil }) });
      await touchOrder(trx, order.id, uploadedAt);
      return added;
    },
  );

/** What cannot be removed now is removed by the round over the object store. */
async function takeAway({ documents, log }: UseCaseDependencies, { objectKey, shown }: StoredImages): Promise<void> {
  for (const key of [objectKey, shown.objectKey]) {
    await documents.delete(key).catch((error: unknown) => {
      log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'a surplus image could not be removed');
    });
  }
}

/** `SHOWN`: the small JPEG that the bureau gets. `ORIGINAL`: what was uploaded. */
export const SCAN_IMAGES = ['SHOWN', 'ORIGINAL'] as const;

/** One of the images of a document. */
export async function readScan(
  deps: UseCaseDependencies,
  order: Order,
  document: StoredDocument,
  which: (typeof SCAN_IMAGES)[number],
): Promise<ScanImage> {
  const key = await caseKey(deps.database, deps.vault, order.id);
  if (key === undefined) throw refusal('ERASED');
  if (which === 'ORIGINAL') return inStore(deps, order, () => originalScan(deps, key, document));
  const { policies } = await deps.rules();
  const on = civilDate(filingTime(order, deps.now()));
  const shown = () => inStore(deps, order, () => shownScan(deps, key, document, { policies, on }));
  return document.shown === undefined ? deps.scanTurns.run(order.accountId, shown) : shown();
}
