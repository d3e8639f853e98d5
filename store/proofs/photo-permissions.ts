/** Reviewers' permissions to take a photo instead of the face check, each for one person as the person was then (R-AUTH-8). */
import type { OrderForm } from '../../domain/order/form.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { personFingerprint } from '../../domain/proofs/person-fingerprint.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { openIfReadable, seal, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { caseKey } from '../cases/case-key.ts';
import { readOrder, type Order } from '../orders/orders.ts';

const FINGERPRINT: Column<string> = { name: 'photo_permissions.person_fingerprint' };

/** Notes a permission; it replaces an earlier one for the same position in the form. */
export async function permitPhoto(
  trx: Database,
  vault: Vault,
  permission: { orderId: OrderId; personId: string; at: Instant },
): Promise<void> {
  const { orderId, personId, at } = permission;
  const [order, key] = await Promise.all([readOrder(trx, vault, orderId), caseKey(trx, vault, orderId)]);
  if (order?.form === undefined || key === undefined) return;
  const fingerprint = seal(key, FINGERPRINT, personFingerprint(order.form.people[personId] ?? {}));
  await trx
    .insertInto('photo_permissions')
    .values({ order_id: orderId, person_id: personId, person_fingerprint: fingerprint, allowed_at: toDate(at) })
    .onConflict((conflict) =>
      conflict
        .columns(['order_id', 'person_id'])
        .doUpdateSet({ person_fingerprint: fingerprint, allowed_at: toDate(at) }),
    )
    .execute();
}

/** The people who were allowed the photo and are still the same. Older permissions without a noted person stay valid. */
export async function standingPermissions(
  db: Database,
  vault: Vault,
  order: Order & { form: OrderForm },
  allowed: readonly string[],
): Promise<string[]> {
  if (allowed.length === 0) return [];
  const key = await caseKey(db, vault, order.id);
  const rows = await db.selectFrom('photo_permissions').selectAll().where('order_id', '=', order.id).execute();
  return allowed.filter((personId) => {
    const row = rows.find(({ person_id: id }) => id === personId);
    if (row === undefined || key === undefined) return true;
    const allowedFor = openIfReadable(key, FINGERPRINT, row.person_fingerprint);
    return allowedFor === personFingerprint(order.form.people[personId] ?? {});
  });
}
