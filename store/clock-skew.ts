import type { OrderId } from '../domain/identifiers.ts';
import type { Database } from './database.ts';

/** A filing's clock was moved (sandbox): filing time minus wall time, in milliseconds. */
export async function setClockSkew(db: Database, orderId: OrderId, skewMs: number): Promise<void> {
  await db
    .updateTable('orders')
    .set({ clock_skew_ms: Math.round(skewMs) })
    .where('id', '=', orderId)
    .execute();
}
