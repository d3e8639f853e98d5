/** The secret behind blind indexes and audit seals. */
import { createHmac, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { KEY_BYTES, SealError } from './seal.ts';

const SHORTEST_SECRET = 32;

/** The variable `BEIAN_INDEX_KEY`. */
export const indexKeySchema = z.string().min(SHORTEST_SECRET);

export function derive(secret: string, purpose: string): Buffer {
  if (secret.length < SHORTEST_SECRET) {
    throw new SealError(`the index key must have at least ${SHORTEST_SECRET} characters`);
  }
  return Buffer.from(hkdfSync('sha256', secret, '', `beian/${purpose}`, KEY_BYTES));
}

/** Keyed digest of an audit row or seal, in hex. */
export type AuditMac = (text: string) => string;

/** Only the digest of audit rows and seals, for checking them without a key to personal data. */
export function auditSigner(indexKey: string): AuditMac {
  const key = derive(indexKey, 'audit-seal');
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
