/** The word of the holder of a filing to an order (R-DEREG-7): given with a code, for the order as it was then. */
import type { OrderId } from '../../domain/identifiers.ts';
import { dueInHours, type Hours, type Instant } from '../../domain/time/instant.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { useCode, type CodeAnswer, type GivenCode, type NumberToProve } from './number-proofs.ts';

/** Compares the code, and keeps the confirmation when it is right. */
export function confirmOrder(
  db: Database,
  vault: Vault,
  holder: NumberToProve,
  given: GivenCode & { by: string },
): Promise<CodeAnswer> {
  return inTransaction(db, async (trx) => {
    const answer = await useCode(trx, vault, holder, given, 'CONFIRMS_ORDER');
    if (answer !== 'PROVED') return answer;
    const { orderId, at } = holder;
    const { form_version: version } = await trx
      .selectFrom('orders')
      .select('form_version')
      .where('id', '=', orderId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const confirmation = { form_version: version, confirmed_at: toDate(at), confirmed_by: given.by };
    await trx
      .insertInto('order_confirmations')
      .values({ order_id: orderId, ...confirmation })
      .onConflict((conflict) => conflict.column('order_id').doUpdateSet(confirmation))
      .execute();
    return answer;
  });
}

/** Whether the holder's word still stands for the order as it is now. */
export async function isConfirmed(
  db: Database,
  { orderId, at, standsHours }: { orderId: OrderId; at: Instant; standsHours: Hours },
): Promise<boolean> {
  const row = await db
    .selectFrom('order_confirmations')
    .innerJoin('orders', 'orders.id', 'order_confirmations.order_id')
    .select('confirmed_at')
    .where('orders.id', '=', orderId)
    .whereRef('orders.form_version', '=', 'order_confirmations.form_version')
    .executeTakeFirst();
  return row !== undefined && at < dueInHours(fromDate(row.confirmed_at), standsHours);
}
