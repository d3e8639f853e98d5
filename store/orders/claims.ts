/** Which orders reviewers have claimed. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

/** Whether a reviewer holds an order of the account. */
export async function claimsOrderOf(db: Database, reviewerId: string, accountId: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .where('assignee', '=', reviewerId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
