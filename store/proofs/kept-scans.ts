/** How much an order and its account keep in the object store. */
import { sql } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

export interface KeptScans {
  /** Versions of the slot whose images are kept. */
  versions: number;
  /** Bytes of all images of the order. */
  ofOrder: number;
  /** Bytes of all images of the account's orders that are not completed. */
  ofAccount: number;
}

const BYTES = sql<number>`coalesce(sum(documents.size::bigint + coalesce(documents.shown_size, 0)), 0)::float8`;

/** What is kept now. Holding the order keeps the answer true until the transaction ends. */
export async function keptScans(
  db: Database,
  { orderId, accountId, slot }: { orderId: OrderId; accountId: AccountId; slot: string },
): Promise<KeptScans> {
  const ofOrder = await db
    .selectFrom('documents')
    .select([BYTES.as('bytes'), sql<number>`(count(*) filter (where slot = ${slot}))::int`.as('versions')])
    .where('order_id', '=', orderId)
    .where('image_removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const ofAccount = await db
    .selectFrom('documents')
    .innerJoin('orders', 'orders.id', 'documents.order_id')
    .innerJoin('cases', 'cases.id', 'documents.order_id')
    .select(BYTES.as('bytes'))
    .where('orders.account_id', '=', accountId)
    .where('orders.stage', '<>', 'COMPLETED')
    .where('cases.erased_at', 'is', null)
    .where('documents.image_removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { versions: ofOrder.versions, ofOrder: ofOrder.bytes, ofAccount: ofAccount.bytes };
}
