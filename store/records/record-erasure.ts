/**
 * Erasure of the people in a record that has ended: the key of the entity is destroyed, and what is sealed under it is cleared. Number,
 * status and dates stay, because MIIT's register has them.
 */
import { sql } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { eraseInspectionsOf } from '../inspections/erase-inspections.ts';
import type { Database } from '../postgres/database.ts';

/** Records that an order wrote, or all of an account. Those that live are left as they are; a repeat changes nothing. */
export async function eraseEndedRecords(
  trx: Database,
  of: { orderId: OrderId } | { accountId: AccountId },
): Promise<void> {
  const isOfIt =
    'orderId' in of
      ? sql`(entity.order_id = ${of.orderId} or exists (select from record_websites website
          where website.entity_id = entity.id and website.order_id = ${of.orderId}))`
      : sql`entity.account_id = ${of.accountId}`;
  const { rows } = await sql<{ number: string }>`
    with erased as (
      update record_entities entity set details = null, wrapped_key = null,
        certificate_index = sha256(convert_to(entity.id::text, 'UTF8'))
      where entity.status = 'DEREGISTERED' and entity.wrapped_key is not null and ${isOfIt}
      returning entity.id, entity.number),
    websites as (
      update record_websites set details = null, head_index = null
      where entity_id in (select id from erased)),
    watches as (
      delete from record_watches where entity_id in (select id from erased)),
    versions as (
      update record_versions set details = null where entity_id in (select id from erased))
    select number from erased`.execute(trx);
  await eraseInspectionsOf(
    trx,
    rows.map(({ number }) => number),
  );
}
