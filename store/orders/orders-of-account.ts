/** The orders of an account, ended and erased ones too. */
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

/** Their numbers, oldest first. */
export async function ordersOfAccount(db: Database, accountId: AccountId): Promise<OrderId[]> {
  const rows = await db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
