/** Edits of an order by people while it is drafted or corrected. Only steps write the state of an order. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { RecordedNumbers } from '../../domain/assets/asset-facts.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { StoredContent } from '../../domain/order/content.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { holdingOrder } from './held-order.ts';
import { keepDomains } from './reservations.ts';
import type { WebsiteDomain } from '../../domain/order/registrable-domains.ts';
import { formColumns } from './sealed-form.ts';
import { keyOf } from '../cases/case-key.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

export interface SaveForm {
  /** The version the edit was made on; a different version in the database means that somebody else saved meanwhile. */
  expectedVersion: number;
  form: StoredContent;
  /** Registrable domains of the form's websites. */
  domains: readonly WebsiteDomain[];
  editedAt: Instant;
}

export type SavedForm =
  /** `conflicts`: domains another open order has reserved (R-ORD-12). */
  | { saved: true; version: number; conflicts: WebsiteDomain[] }
  | { saved: false; reason: 'VERSION'; version: number }
  | { saved: false; reason: 'NOT_FOUND' | 'ERASED' };

/** Saves the form when nobody else has saved it since. */
export function saveForm(db: Database, vault: Vault, orderId: OrderId, save: SaveForm): Promise<SavedForm> {
  return inTransaction(db, async (trx) => {
    const row = await holdingOrder(trx, orderId).executeTakeFirst();
    if (row === undefined) return { saved: false, reason: 'NOT_FOUND' };
    const key = keyOf(vault, row);
    if (key === undefined) return { saved: false, reason: 'ERASED' };
    if (row.form_version !== save.expectedVersion) {
      return { saved: false, reason: 'VERSION', version: row.form_version };
    }
    const version = row.form_version + 1;
    await trx
      .updateTable('orders')
      .set({
        form_version: version,
        edited_at: toDate(save.editedAt),
        ...formColumns(vault, key, save.form),
      })
      .where('id', '=', orderId)
      .execute();
    return { saved: true, version, conflicts: await keepDomains(trx, orderId, save.domains) };
  });
}

/** A document was changed: the draft counts as edited (R-SM-10). */
export async function touchOrder(db: Database, orderId: OrderId, editedAt: Instant): Promise<void> {
  await db
    .updateTable('orders')
    .set({ edited_at: toDate(editedAt) })
    .where('id', '=', orderId)
    .execute();
}

/**
 * Sets the type that the type check found (R-TYPE-3), with the numbers of the websites that are on record; `undefined` removes it
 * after a later edit.
 */
export async function setType(
  db: Database,
  orderId: OrderId,
  type: OrderType | undefined,
  editedAt: Instant,
  onRecord: Readonly<Record<string, RecordedNumbers>> = {},
): Promise<void> {
  const numbers = Object.keys(onRecord).length === 0 ? null : JSON.stringify(onRecord);
  await db
    .updateTable('orders')
    .set({ type: type ?? null, on_record: numbers, edited_at: toDate(editedAt) })
    .where('id', '=', orderId)
    .execute();
}

/** The applicant has confirmed the bureau's rules. */
export async function confirmRules(db: Database, orderId: OrderId, editedAt: Instant): Promise<void> {
  await db
    .updateTable('orders')
    .set({ rules_confirmed: true, edited_at: toDate(editedAt) })
    .where('id', '=', orderId)
    .execute();
}
