/** Whether an order that the holder of the filing must confirm was confirmed (R-DEREG-7). */
import type { Finding } from '../domain/finding.ts';
import { rowOf } from '../domain/order-types/table.ts';
import type { Policies } from '../domain/policy/policy.ts';
import { civilDate, type Instant } from '../domain/time/instant.ts';
import { isConfirmed } from '../store/proofs/confirmations.ts';
import type { Order } from '../store/orders/orders.ts';
import type { Database } from '../store/postgres/database.ts';

/** What the submission lacks of it. */
export async function unconfirmed(
  db: Database,
  { id: orderId, type }: Pick<Order, 'id' | 'type'>,
  policies: Policies,
  at: Instant,
): Promise<Finding[]> {
  if (type === undefined || rowOf(type).confirmedBy === 'CUSTOMER') return [];
  const { standsHours } = policies.resolve('confirmation.holderCode', {}, civilDate(at));
  return (await isConfirmed(db, { orderId, at, standsHours })) ? [] : [CODE_MISSING];
}

const CODE_MISSING: Finding = {
  path: 'confirmation',
  code: 'HOLDER_CODE_MISSING',
  advice:
    'The holder of the filing confirms this with a code. Have it sent (POST holder-code), enter it (PUT holder-code), then submit the order.',
};
