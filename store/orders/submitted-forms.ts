/**
 * What the customer submitted, round by round, so that a reviewer sees what is different since the last one (R-SM-6, R-SM-18). Only
 * this round and the one before are kept; both are sealed under the key of the order's case.
 */
import type { OrderId } from '../../domain/identifiers.ts';
import { contentOf, formOf, storedContent, type StoredContent } from '../../domain/order/content.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { caseKey } from '../cases/case-key.ts';
import { fromDate, toDate, type Database } from '../postgres/database.ts';
import { ifReadable, open, seal, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { readOrder, type Order } from './orders.ts';

const CONTENT: Column<StoredContent> = { name: 'submitted_forms.content' };

export interface Submitted {
  round: number;
  /** By the filing's time. */
  at: Instant;
  form: OrderForm;
}

/** Keeps the order's content as it is submitted now. A repeat changes nothing. */
export async function keepSubmitted(
  trx: Database,
  vault: Vault,
  { orderId, round, at }: { orderId: OrderId; round: number; at: Instant },
): Promise<void> {
  const order = await readOrder(trx, vault, orderId);
  const key = await caseKey(trx, vault, orderId);
  if (order?.content === undefined || key === undefined) return;
  await trx
    .insertInto('submitted_forms')
    .values({
      order_id: orderId,
      round,
      submitted_at: toDate(at),
      content: seal(key, CONTENT, storedContent(order.content)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .deleteFrom('submitted_forms')
    .where('order_id', '=', orderId)
    .where('round', '<', round - 1)
    .execute();
}

/** What was submitted in the round before; undefined in the first round, and for rounds of before this was kept. */
export async function submittedBefore(
  db: Database,
  vault: Vault,
  { id, round }: Pick<Order, 'id' | 'round'>,
): Promise<Submitted | undefined> {
  const row = await db
    .selectFrom('submitted_forms')
    .select(['round', 'submitted_at', 'content'])
    .where('order_id', '=', id)
    .where('round', '=', round - 1)
    .executeTakeFirst();
  const key = row && (await caseKey(db, vault, id));
  if (row === undefined || key === undefined) return undefined;
  const stored = ifReadable(() => open(key, CONTENT, row.content));
  return stored && { round: row.round, at: fromDate(row.submitted_at), form: formOf(contentOf(stored)) };
}
