/** How often an action was taken on an order on one day, so that nobody fills a filing's history (`order.actionsPerDay`). */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';

/** What is counted together. */
export interface Counted {
  orderId: OrderId;
  /** Of the filing's time, in Shanghai. */
  day: CivilDate;
  /** Opaque: the customer's people together, each member of staff, each outside party. */
  who: string;
  action: string;
}

/** A query, to be executed alone or within a statement, that counts one more; no row when `limit` is reached. */
export const countingOne = (db: Pick<Database, 'insertInto'>, { orderId, day, who, action }: Counted, limit: number) =>
  db
    .insertInto('action_counts')
    .values({ order_id: orderId, day, who, action, count: 1 })
    .onConflict((known) =>
      known
        .columns(['order_id', 'day', 'who', 'action'])
        .doUpdateSet({ count: sql<number>`action_counts.count + 1` })
        .where('action_counts.count', '<', limit),
    )
    .returning('count');

/** Counts one more. False when the limit is reached; then nothing is counted. */
export async function countAction(db: Database, counted: Counted, limit: number): Promise<boolean> {
  return (await countingOne(db, counted, limit).executeTakeFirst()) !== undefined;
}

/** Whether the limit is reached. */
export async function isSpent(db: Database, counted: Counted, limit: number): Promise<boolean> {
  const row = await db.selectFrom('action_counts').select('count').where(only(counted)).executeTakeFirst();
  return row !== undefined && row.count >= limit;
}

/** The action was certainly not sent, or it has led the order on: it does not count. */
export async function uncountAction(db: Database, counted: Counted): Promise<void> {
  await db
    .updateTable('action_counts')
    .set({ count: sql<number>`greatest(count - 1, 0)` })
    .where(only(counted))
    .execute();
}

const only = ({ orderId, day, who, action }: Counted) =>
  sql<boolean>`order_id = ${orderId} and day = ${day}::date and who = ${who} and action = ${action}`;
