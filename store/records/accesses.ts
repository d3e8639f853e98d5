/** The accesses of recorded websites through this provider. */
import type { AccessType } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { RecordedOrder } from './recorded-order.ts';

/** Opens the access of a website, named by its number; one that is open stays as it is. */
export async function openAccess(
  trx: Database,
  { orderId, at }: Pick<RecordedOrder, 'orderId' | 'at'>,
  access: { website: string; type: AccessType; instanceId: string | undefined },
): Promise<void> {
  const { id } = await trx
    .selectFrom('record_websites')
    .select('id')
    .where('number', '=', access.website)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('record_accesses')
    .values({
      website_id: id,
      type: access.type,
      instance_id: access.instanceId ?? null,
      order_id: orderId,
      opened_at: toDate(at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function closeAccess(trx: Database, at: Instant, website: string): Promise<void> {
  const rows = await trx.selectFrom('record_websites').select('id').where('number', '=', website).execute();
  await closeAccesses(
    trx,
    at,
    rows.map(({ id }) => id),
  );
}

/** Closes whatever is open of these websites, named by the ids of their rows. */
export async function closeAccesses(trx: Database, at: Instant, websiteIds: readonly string[]): Promise<void> {
  if (websiteIds.length === 0) return;
  await trx
    .updateTable('record_accesses')
    .set({ closed_at: toDate(at) })
    .where('website_id', 'in', websiteIds)
    .where('closed_at', 'is', null)
    .execute();
}
