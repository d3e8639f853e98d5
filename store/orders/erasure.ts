/**
 * Erasure of an order's personal data: the key of its case is destroyed, and with it everything sealed under it, in this database,
 * in its backups' other tables and in the object store. The audit trail stays as it is, its sealed parts unreadable.
 */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** Destroys the key of the order's case and clears what is sealed with it. A repeat changes nothing. */
export function eraseOrder(db: Database, vault: Vault, orderId: OrderId, at: Instant): Promise<void> {
  return inTransaction(db, async (trx) => {
    await trx
      .with('erased', (query) =>
        query
          .updateTable('cases')
          .set({ wrapped_key: null, erased_at: toDate(at) })
          .where('id', '=', orderId)
          .where('wrapped_key', 'is not', null),
      )
      .updateTable('orders')
      .set({
        progress: null,
        form: null,
        certificate_index: null,
        claimed_certificate: null,
      })
      .where('id', '=', orderId)
      .execute();
    await trx.deleteFrom('order_domains').where('order_id', '=', orderId).execute();
    await trx
      .updateTable('messages')
      .set({ address: null, params: null, person_id: null })
      .where('case_id', '=', orderId)
      .execute();
    await trx
      .updateTable('action_requests')
      .set({ unsent: null, arrived: null })
      .where('case_id', '=', orderId)
      .execute();
    await trx
      .updateTable('liveness_sessions')
      .set({ url: null, return_to: null })
      .where('order_id', '=', orderId)
      .execute();
    vault.forget(orderId);
  });
}

/** Orders erased already or not, whose images may still lie in the object store. */
export async function objectKeysOf(db: Database, orderId: OrderId): Promise<string[]> {
  const rows = await db
    .selectFrom('documents')
    .select(['object_key', 'shown_key'])
    .where('order_id', '=', orderId)
    .where('image_removed_at', 'is', null)
    .execute();
  return rows.flatMap((row) => [row.object_key, ...(row.shown_key === null ? [] : [row.shown_key])]);
}
