/** Orders in progress as changes of the rules concern them. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Clock } from '../../domain/lifecycle/clocks.ts';
import type { Due } from '../../domain/lifecycle/due.ts';
import { PLACELESS_STAGES } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Database } from '../postgres/database.ts';

export const openGroups = (
  db: Database,
): Promise<{ type: OrderType | null; province: Province | null; orders: number }[]> =>
  db
    .selectFrom('orders')
    .select((eb) => ['type', 'province', eb.fn.countAll<number>().as('orders')])
    .where('stage', 'not in', PLACELESS_STAGES)
    .groupBy(['type', 'province'])
    .execute();

/** The next due instants in business days, of this many orders. */
export async function duesInBusinessDays(
  db: Database,
  limit: number,
): Promise<{ id: OrderId; due: Due | Clock; type: OrderType | null; province: Province | null }[]> {
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'next_due', 'type', 'province'])
    .where('stage', 'not in', PLACELESS_STAGES)
    .where(sql<boolean>`next_due ->> 'unit' = 'BD'`)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, next_due: due, type, province }) => (due === null ? [] : [{ id, due, type, province }]));
}
