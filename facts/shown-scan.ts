/**
 * The small JPEG of a scan: what reviewers see first, and what the bureau gets (R-HO-5). Scans that were stored before small
 * images were made get theirs when it is first needed.
 */
import { randomUUID } from 'node:crypto';
import type { DocumentStore } from '../adapters/documents/document-store.ts';
import type { ImageRewriter } from '../adapters/images/image-rewriter.ts';
import type { Policies } from '../domain/policy/policy.ts';
import type { CivilDate } from '../domain/time/instant.ts';
import { addShown, documentSealName, SHOWN_MEDIA_TYPE, type StoredDocument } from '../store/proofs/documents.ts';
import type { Database } from '../store/postgres/database.ts';
import { openBytes, sealBytes, type DataKey } from '../store/sealing/seal.ts';
import { sha256 } from '../store/sealing/sha256.ts';
import { rewriteRules } from './image-rules.ts';

export interface ScanImage {
  content: Buffer;
  mediaType: string;
  sha256: string;
}

export interface ShownScanDependencies {
  database: Database;
  documents: DocumentStore;
  images: ImageRewriter;
}

/** The scan as it was uploaded. Throws PermanentError `NOT_FOUND` when the object store has lost it. */
export async function originalScan(
  { documents }: Pick<ShownScanDependencies, 'documents'>,
  key: DataKey,
  { slot, sha256: digest, mediaType, objectKey }: StoredDocument,
): Promise<ScanImage> {
  const content = openBytes(key, documentSealName(slot, digest), await documents.get(objectKey));
  return { content, mediaType, sha256: digest };
}

/**
 * The bytes to show and to hand over of a scan. A scan of former days that cannot be rewritten is given as it was uploaded: it
 * was accepted by the rules of its day, and nobody is there to repeat it.
 */
export async function shownScan(
  deps: ShownScanDependencies,
  key: DataKey,
  document: StoredDocument,
  { policies, on }: { policies: Policies; on: CivilDate },
): Promise<ScanImage> {
  const { slot, shown } = document;
  if (shown !== undefined) {
    const content = openBytes(key, documentSealName(slot, shown.sha256), await deps.documents.get(shown.objectKey));
    return { content, mediaType: SHOWN_MEDIA_TYPE, sha256: shown.sha256 };
  }
  const original = await originalScan(deps, key, document);
  const answer = await deps.images.rewrite(original.content, rewriteRules(policies, slot, on));
  if (answer.status === 'REFUSED') return original;
  const content = Buffer.from(answer.image.content);
  const made = { content, mediaType: SHOWN_MEDIA_TYPE, sha256: sha256(content) };
  await keep(deps, key, document, made);
  return made;
}

async function keep(
  { database, documents }: ShownScanDependencies,
  key: DataKey,
  document: StoredDocument,
  { content, sha256: digest }: ScanImage,
): Promise<void> {
  const objectKey = scanObjectKey(document.orderId, document.slot, digest);
  await documents.put(objectKey, sealBytes(key, documentSealName(document.slot, digest), content));
  const kept = await addShown(database, document, { sha256: digest, size: content.length, objectKey });
  if (!kept) await documents.delete(objectKey);
}

/** Every image has an object of its own, so deleting one deletes nothing else. */
export const scanObjectKey = (orderId: string, slot: string, digest: string): string =>
  `${orderId}/${slot.replace(':', '.')}/${digest}.${randomUUID()}`;
