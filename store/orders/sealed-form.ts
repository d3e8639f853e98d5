/** What the customer gave with an order, and its progress, as they are sealed under the key of its case. */
import type { Progress } from '../../domain/lifecycle/progress.ts';
import { contentOf, formOf, recordOf, type StoredContent } from '../../domain/order/content.ts';
import { certificateIndex } from './certificate-index.ts';
import { seal, type Column, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

/** The form, or the changes or the removal of a record; forms stand there as they always did. */
export const FORM: Column<StoredContent> = { name: 'orders.form' };
export const PROGRESS: Column<Progress> = { name: 'orders.progress' };

export function formColumns(vault: Vault, key: DataKey, stored: StoredContent) {
  const content = contentOf(stored);
  const { certificateNumber, province } = formOf(content).entity;
  return {
    form: seal(key, FORM, stored),
    record_number: recordOf(content)?.entityNumber ?? null,
    province: province ?? null,
    certificate_index: certificateNumber === undefined ? null : certificateIndex(vault, certificateNumber),
  };
}
