/** Scans and face checks, stored as the API stores them. */
import { randomUUID } from 'node:crypto';
import type { DocumentStore } from '../../../adapters/documents/document-store.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import type { OrderId } from '../../../domain/identifiers.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { personFingerprint } from '../../../domain/proofs/person-fingerprint.ts';
import { addDocument, documentSealName } from '../../../store/proofs/documents.ts';
import { sealBytes } from '../../../store/sealing/seal.ts';
import { sha256 } from '../../../store/sealing/sha256.ts';
import { markTold } from '../../../store/proofs/face-checks-to-settle.ts';
import { finishSession, startSession } from '../../../store/proofs/face-checks.ts';
import { caseKey } from '../../../store/cases/case-key.ts';
import type { TestParts } from './test-parts.ts';

/** A scan in a slot, sealed as the API seals it. */
export async function upload(
  {
    database,
    vault,
    parties,
  }: Pick<TestParts, 'database' | 'vault'> & { parties: { documents: Pick<DocumentStore, 'put'> } },
  orderId: OrderId,
  slot: string,
  at: Instant,
  image: Uint8Array = Buffer.from(`image of ${slot} ${randomUUID()}`),
): Promise<void> {
  const digest = sha256(image);
  const key = await caseKey(database, vault, orderId);
  if (!key) throw new Error('the order was erased');
  const objectKey = `${orderId}/${digest}`;
  await parties.documents.put(objectKey, sealBytes(key, documentSealName(slot, digest), image));
  await addDocument(database, {
    orderId,
    slot,
    sha256: digest,
    mediaType: 'image/png',
    size: image.length,
    objectKey,
    shown: { sha256: digest, size: image.length, objectKey },
    uploadedBy: 'tester',
    uploadedAt: at,
  });
}

export async function endFaceCheck(
  { database, vault }: Pick<TestParts, 'database' | 'vault'>,
  orderId: OrderId,
  personId: string,
  form: OrderForm,
  at: Instant,
  result: FaceCheckResult = 'PASS',
): Promise<void> {
  const vendorReference = randomUUID();
  const fingerprint = personFingerprint(form.people[personId] ?? {});
  const session = { orderId, personId, personFingerprint: fingerprint, vendorReference, at, linkUntil: at };
  await startSession(database, vault, session);
  const finished = await finishSession(database, vault, vendorReference, { ...ENDINGS[result], at });
  if (finished !== undefined) await markTold(database, finished.session); // by the signal of the test
}

export type FaceCheckResult = 'PASS' | 'FAIL' | 'NOT_POSSIBLE';
const ENDINGS = {
  PASS: { status: 'PASSED' },
  FAIL: { status: 'FAILED', cause: 'PERSON', reason: '2016' },
  NOT_POSSIBLE: { status: 'FAILED', cause: 'NOT_POSSIBLE', reason: '2012' },
} as const;
