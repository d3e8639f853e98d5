/** Ends the duties of websites that leave the record or are no longer served here (R-POST-4), by whichever door they leave. */
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';
import { oweSignals } from '../owed/owed-signals.ts';

/** The record itself: an order, MIIT or an import changed it. */
const RECORD: Actor = { id: 'record', role: 'system', door: 'timer' };

/**
 * Has the duties of these websites end, named by the ids of their rows on record. Their processes are told after the transaction; a
 * repeat tells nothing new.
 */
export async function endDutiesOf(trx: Database, websiteIds: readonly string[]): Promise<void> {
  if (websiteIds.length === 0) return;
  const open = await trx
    .selectFrom('obligations')
    .innerJoin('record_websites', 'record_websites.number', 'obligations.number')
    .select(['obligations.order_id', 'obligations.website_id'])
    .distinct()
    .where('record_websites.id', 'in', websiteIds)
    .where('obligations.closed_at', 'is', null)
    .execute();
  await oweSignals(trx, open.map(removalOf), instant(Date.now()));
}

const removalOf = ({ order_id: orderId, website_id: websiteId }: { order_id: OrderId; website_id: string }) => ({
  orderId,
  actionId: `websiteRemoved:${websiteId}` as ActionId,
  signal: { action: 'websiteRemoved', actor: RECORD, data: { websiteId } } as const,
});

/**
 * The same for duties that are opened while their website leaves the record. The websites on record are held until the transaction
 * ends, so either the removal sees the duties or these see the removal.
 */
export async function endDutiesOfGone(trx: Database, numbers: readonly string[]): Promise<void> {
  if (numbers.length === 0) return;
  const websites = await trx
    .selectFrom('record_websites')
    .select(['id', 'status'])
    .where('number', 'in', [...new Set(numbers)])
    .orderBy('id')
    .forShare()
    .execute();
  if (websites.length === 0) return;
  const open = await trx
    .selectFrom('record_accesses')
    .select('website_id')
    .where(
      'website_id',
      'in',
      websites.map(({ id }) => id),
    )
    .where('closed_at', 'is', null)
    .forShare()
    .execute();
  const served = new Set(open.map((access) => access.website_id));
  await endDutiesOf(
    trx,
    websites.filter(({ id, status }) => status === 'DEREGISTERED' || !served.has(id)).map(({ id }) => id),
  );
}
