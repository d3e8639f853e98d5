/** Why orders are not erased yet when somebody asks for it. */
import { sql } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';
import { RECORD_OF_ORDER } from './ended-orders.ts';

export interface OrderToErase {
  id: OrderId;
  /** `UNDER_WAY`: its filing or its duties are not over. `RECORD_LIVES`: what it filed is on record. Absent: it may be erased. */
  kept?: 'UNDER_WAY' | 'RECORD_LIVES';
}

/** What an erasure is about: one order, or an account with all of its orders. */
export interface ErasureSubject {
  accountId: AccountId;
  orderId?: OrderId | undefined;
}

/** Orders of the subject that are not erased, in the order of their numbers. */
export async function ordersToErase(db: Database, { accountId, orderId }: ErasureSubject): Promise<OrderToErase[]> {
  const { rows } = await sql<{ id: OrderId; under_way: boolean; lives: boolean | null }>`
    select orders.id, record.lives, (orders.stage not in ('COMPLETED', 'ABANDONED') or exists (
      select from processes where processes.case_id = orders.id and processes.ended_at is null)) as under_way
    from orders
    join cases on cases.id = orders.id
    ${RECORD_OF_ORDER}
    where orders.account_id = ${accountId} and cases.wrapped_key is not null
      and ${orderId === undefined ? sql`true` : sql`orders.id = ${orderId}`}
    order by orders.id`.execute(db);
  return rows.map(({ id, under_way: underWay, lives }) => {
    if (underWay) return { id, kept: 'UNDER_WAY' };
    return lives === true ? { id, kept: 'RECORD_LIVES' } : { id };
  });
}

/** Whether an entity of the account is on record. */
export async function hasLivingRecord(db: Database, accountId: AccountId): Promise<boolean> {
  const entity = await db
    .selectFrom('record_entities')
    .select('id')
    .where('account_id', '=', accountId)
    .where('status', '<>', 'DEREGISTERED')
    .limit(1)
    .executeTakeFirst();
  return entity !== undefined;
}
