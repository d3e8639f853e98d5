/** The one place an account has for an order in progress (R-ORD-11). */
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { releaseDomains } from './reservations.ts';
import { unlessTaken, type Database } from '../postgres/database.ts';

/** The order in progress of an account (R-ORD-11). */
export async function holderOfPlace(db: Database, accountId: AccountId): Promise<OrderId | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .where('holds_place', '=', true)
    .executeTakeFirst();
  return row?.id;
}

export type PlaceHeld = { held: true } | { held: false; heldBy: OrderId };

/**
 * Holds the account's place again for an order that is reactivated (R-SM-13). Call it inside the transaction of the
 * step: a refusal leaves that transaction usable.
 */
export async function holdPlace(trx: Database, orderId: OrderId): Promise<PlaceHeld> {
  const { account_id: accountId } = await trx
    .selectFrom('orders')
    .select('account_id')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  const held = await unlessTaken(trx, 'orders_one_place', () =>
    trx.updateTable('orders').set({ holds_place: true, claimed_certificate: null }).where('id', '=', orderId).execute(),
  );
  if (!held) {
    const heldBy = await holderOfPlace(trx, accountId);
    return heldBy === undefined ? holdPlace(trx, orderId) : { held: false, heldBy };
  }
  return { held: true };
}

/** Frees the account's place, and what the order has reserved (R-ORD-11). */
export async function releasePlace(trx: Database, orderId: OrderId): Promise<void> {
  await trx.updateTable('orders').set({ holds_place: false }).where('id', '=', orderId).execute();
  await releaseDomains(trx, orderId);
}
