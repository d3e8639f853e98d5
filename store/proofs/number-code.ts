import type { Vault } from '../sealing/vault.ts';

const DIGITS = 6;

/**
 * The code that a message brings to a mobile: derived from the message's id with the index key, so that it stands in no table, no
 * history and no log, and whoever reads the message log does not learn it.
 */
export function numberCode(vault: Vault, messageId: string): string {
  const drawn = vault.blindIndex('number-code', messageId).readUIntBE(0, 6) % 10 ** DIGITS;
  return String(drawn).padStart(DIGITS, '0');
}
