/** Filing time minus wall time, where filings have a clock of their own (sandbox). A clock is only ever moved forward. */
import { sql, type RawBuilder } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Database } from './database.ts';

/**
 * A skew that never decreases. A skew worked out between two readings of the wall clock may be a little too small, and a
 * slow step may be written after the clock was moved.
 */
export const atLeast = (skewMs: number): RawBuilder<number> =>
  sql<number>`greatest(clock_skew_ms, ${Math.round(skewMs)}::bigint)`;

/** A filing's clock was moved. */
export async function setClockSkew(db: Database, orderId: OrderId, skewMs: number): Promise<void> {
  await db
    .updateTable('orders')
    .set({ clock_skew_ms: atLeast(skewMs) })
    .where('id', '=', orderId)
    .execute();
}
