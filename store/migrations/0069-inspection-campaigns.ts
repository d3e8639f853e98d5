/** Campaigns of inspections: what was selected, and what became of each number. */
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table inspection_campaigns (
    id uuid primary key default gen_random_uuid(),
    title text not null,
    found text not null,
    due_at timestamptz not null,
    opened_at timestamptz not null,
    opened_by text not null,
    selection jsonb not null
  )`,
  sql`create index inspection_campaigns_by_time on inspection_campaigns (opened_at, id)`,
  sql`create table inspection_campaign_numbers (
    campaign_id uuid not null references inspection_campaigns,
    position int not null,
    number text not null,
    result text not null default 'WAITS',
    inspection_id uuid references inspections,
    primary key (campaign_id, position)
  )`,
  sql`create index inspection_campaign_numbers_waiting on inspection_campaign_numbers (campaign_id, position)
    where result = 'WAITS'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
