/** How a certificate number is looked up that is stored sealed. */
import { documentNumber } from '../../domain/identity/document-number.ts';
import type { Vault } from '../sealing/vault.ts';

/** The blind index under which certificate numbers are looked up, in orders, accounts and records alike. */
export const certificateIndex = (vault: Vault, certificateNumber: string): Buffer =>
  vault.blindIndex('certificate', documentNumber(certificateNumber));
