/**
 * Opens the inspections of campaigns in batches: each number that waits is decided on once, in one transaction with what follows. So a
 * campaign goes on where it stood, whoever died, and a number that cannot be inspected holds up no other.
 */
import { sql } from 'kysely';
import { toDate, inTransaction, type Database } from '../postgres/database.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** Returns how many numbers were decided on. Several processes may work at once. */
export function openCampaignBatch(db: Database, { limit, now }: { limit: number; now: Instant }): Promise<number> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ position: number }>`
      with taken as (
        select one.campaign_id, one.position, one.number, campaign.found, campaign.due_at, campaign.opened_by
        from inspection_campaign_numbers as one
        join inspection_campaigns as campaign on campaign.id = one.campaign_id
        where one.result = 'WAITS'
        order by one.campaign_id, one.position
        limit ${limit} for update of one skip locked
      ), known as (
        select taken.*, website.domain,
          website.number is not null or exists (select from record_entities where number = taken.number) as is_known
        from taken left join lateral (
          select number, domain from record_websites where record_websites.number = taken.number
          order by changed_at desc limit 1
        ) as website on true
      ), opened as (
        insert into inspections (number, domain, found, opened_at, opened_by, event_id, due_at)
        select distinct on (number, found) number, domain, found, ${toDate(now)}::timestamptz, opened_by,
          'campaign:' || campaign_id, due_at
        from known where is_known
        on conflict do nothing
        returning id, number, found
      )
      update inspection_campaign_numbers as one set
        result = case when not known.is_known then 'NOT_ON_RECORD'
          when opened.id is not null then 'OPENED' else 'INSPECTED_ALREADY' end,
        inspection_id = coalesce(opened.id, standing.id)
      from known
        left join opened on opened.number = known.number and opened.found = known.found
        left join lateral (
          select id from inspections
          where inspections.number = known.number and inspections.found = known.found
            and outcome is distinct from 'RECTIFIED'
          limit 1
        ) as standing on true
      where one.campaign_id = known.campaign_id and one.position = known.position
      returning one.position`.execute(trx);
    return rows.length;
  });
}
