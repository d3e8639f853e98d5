/**
 * Erasure of an order's personal data: the key of its case is destroyed, and with it everything sealed under it, in this database,
 * in its backups' other tables and in the object store. The audit trail stays as it is, its sealed parts unreadable. The images are
 * removed from the object store before ({@link objectKeysOf}), and what Temporal keeps is owed to be deleted.
 */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { writeBesideSteps, type BesideSteps } from '../audit/beside-steps.ts';
import { eraseMessagesOfCases } from '../messages/erase-messages.ts';
import { eraseEndedRecords } from '../records/record-erasure.ts';
import { releaseSiteHeads } from './site-heads.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/**
 * Erases an order whose filing runs no more, and writes that into its history. False when there is no such order, or it was erased
 * before.
 */
export function eraseEndedOrder(db: Database, vault: Vault, erasure: BesideSteps): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const written = await writeBesideSteps(trx, vault, erasure);
    if (written) await eraseOrder(trx, vault, erasure.orderId, erasure.at);
    return written;
  });
}

/** Destroys the key of the order's case and clears what is sealed with it. A repeat changes nothing. */
export function eraseOrder(db: Database, vault: Vault, orderId: OrderId, at: Instant): Promise<void> {
  return inTransaction(db, async (trx) => {
    await eraseLookUps(trx, orderId);
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
        record_number: null,
      })
      .where('id', '=', orderId)
      .execute();
    await trx.deleteFrom('submitted_forms').where('order_id', '=', orderId).execute();
    await trx.deleteFrom('order_domains').where('order_id', '=', orderId).execute();
    await trx.deleteFrom('filing_passwords').where('order_id', '=', orderId).execute();
    await trx.deleteFrom('number_proofs').where('order_id', '=', orderId).execute();
    await releaseSiteHeads(trx, orderId);
    await trx.deleteFrom('typed_texts').where('case_id', '=', orderId).execute();
    await eraseMessagesOfCases(trx, [orderId]);
    await eraseProofs(trx, orderId, at);
    await eraseEndedRecords(trx, { orderId });
    await trx
      .updateTable('action_requests')
      .set({ unsent: null, arrived: null })
      .where('case_id', '=', orderId)
      .execute();
    await trx.updateTable('bureau_uploads').set({ content: null }).where('case_id', '=', orderId).execute();
    await trx.updateTable('processes').set({ ending_reason: null }).where('case_id', '=', orderId).execute();
    await trx
      .insertInto('owed_work')
      .values({ kind: 'HISTORY', case_id: orderId, name: 'erased', owed_since: sql`now()`, next_try_at: sql`now()` })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    vault.forget(orderId);
  });
}

/** What was asked for the order, or about its certificate, unless another order that is still there has the same certificate. */
async function eraseLookUps(trx: Database, orderId: OrderId): Promise<void> {
  await sql`
    delete from record_lookups using orders
    where orders.id = ${orderId}
      and (record_lookups.certificate_index = orders.certificate_index or record_lookups.order_id = orders.id)
      and not exists (select from orders other
        where other.certificate_index = record_lookups.certificate_index and other.id <> orders.id)`.execute(trx);
}

async function eraseProofs(trx: Database, orderId: OrderId, at: Instant): Promise<void> {
  const nobody = Buffer.alloc(0);
  await trx
    .updateTable('liveness_sessions')
    .set({ url: null, return_to: null, reason: null, sealed_reason: null, person_fingerprint: nobody })
    .where('order_id', '=', orderId)
    .execute();
  await trx
    .updateTable('photo_permissions')
    .set({ person_fingerprint: nobody })
    .where('order_id', '=', orderId)
    .execute();
  await trx
    .updateTable('documents')
    .set({ valid_until: null, image_removed_at: sql<Date>`coalesce(image_removed_at, ${toDate(at)})` })
    .where('order_id', '=', orderId)
    .execute();
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
