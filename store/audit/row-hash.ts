/** The hash that chains the rows of the audit trail, and the keyed digest that says who made them. */
import type { AuditRow } from './tables.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import { sha256 } from '../sealing/sha256.ts';

/** The previous hash that the first row of a chain and the first seal name. */
export const FIRST_PREVIOUS = '0'.repeat(64);

/** Made with a key that is not in the database, so whoever can write every table can still make no row. */
export const rowMac = (mac: AuditMac, hash: string): string => mac(`row\n${hash}`);

/** SHA-256 over every column of the row but the last two; sealed columns enter as their ciphertext. */
export function hashOf(row: Omit<AuditRow, 'hash' | 'mac'>): string {
  const digest = (sealed: Buffer | null) => (sealed === null ? null : sha256(sealed));
  return sha256(
    JSON.stringify([
      row.case_id,
      row.position,
      row.seq,
      row.at.toISOString(),
      row.recorded_at.toISOString(),
      row.actor_id,
      row.actor_role,
      row.door,
      row.action,
      row.action_id,
      row.due_at?.toISOString() ?? null,
      row.from_stage,
      row.to_stage,
      row.visit,
      row.round,
      row.outcome,
      row.reason,
      digest(row.detail),
      digest(row.items),
      row.prev_hash,
    ]),
  );
}
