/** Whose website a domain is, and on which servers it was and is. */
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

/** Whether the domain stands in a record or an order of the account. */
export async function isSiteOf(db: Database, domain: string, accountId: AccountId): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select exists (select from record_websites website join record_entities entity on entity.id = website.entity_id
        where website.domain = ${domain} and entity.account_id = ${accountId})
      or exists (select from order_domains join orders on orders.id = order_domains.order_id
        where order_domains.domain = ${domain} and orders.account_id = ${accountId}) as own`.execute(db);
  return rows[0]?.own ?? false;
}

/** Names of the servers of a domain's website: the present one, and those before it. */
export async function serversOfDomain(db: Database, domain: string): Promise<{ now: string[]; before: string[] }> {
  const { rows } = await sql<{ instance_id: string; present: boolean }>`
    with site as (select id from record_websites where domain = ${domain}),
    present as (
      select instance_id from record_accesses
      where website_id in (select id from site) and closed_at is null and instance_id is not null
    ),
    reserved as (
      select instance_id from reservations join order_domains using (order_id, website_id)
      where domain = ${domain} and reservations.state = 'RESERVED'
    ),
    known as (
      select instance_id from record_accesses where website_id in (select id from site) and instance_id is not null
      union select state->'access'->>'instanceId' from record_versions where website_id in (select id from site)
      union select instance_id from reservations join order_domains using (order_id, website_id)
        where domain = ${domain} and reservations.state <> 'RELEASED'
    )
    select instance_id,
      case when exists (select from present) then instance_id in (select instance_id from present)
        else instance_id in (select instance_id from reserved) end as present
    from known where instance_id is not null order by instance_id`.execute(db);
  const named = (isPresent: boolean) =>
    rows.filter(({ present }) => present === isPresent).map(({ instance_id: id }) => id);
  return { now: named(true), before: named(false) };
}
