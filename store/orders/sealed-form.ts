/** An order's form and progress, as they are sealed under the key of its case. */
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { certificateIndex } from './certificate-index.ts';
import { seal, type Column, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export const FORM: Column<OrderForm> = { name: 'orders.form' };
export const PROGRESS: Column<Progress> = { name: 'orders.progress' };

export function formColumns(vault: Vault, key: DataKey, form: OrderForm) {
  const { certificateNumber, province } = form.entity;
  return {
    form: seal(key, FORM, form),
    province: province ?? null,
    certificate_index: certificateNumber === undefined ? null : certificateIndex(vault, certificateNumber),
  };
}
