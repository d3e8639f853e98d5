/** Campaigns of inspections: kept with every number that was selected, and counted by what became of each. */
import { sql } from 'kysely';
import { z } from 'zod';
import { MOST_NUMBERS, NUMBER_FORM, type CampaignResult, type Selection } from '../../domain/inspection/campaign.ts';
import type { Told } from '../../domain/inspection/found.ts';
import type { InspectionState } from '../../domain/inspection/inspection.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { cursorInstant, cursorNumber, readCursor } from '../postgres/cursor.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';

export interface Campaign {
  id: string;
  title: string;
  found: Told;
  dueAt: Instant;
  openedAt: Instant;
  openedBy: string;
  selection: Selection;
}

export type NewCampaign = Omit<Campaign, 'id' | 'selection'>;

/** Control characters and halves of pairs, of which a file that is no list is full; Postgres keeps no NUL. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;

/** Keeps the numbers as they were given, each once. What has not the form of a number is kept as such, so that it is seen. */
export function beginCampaignOf(db: Database, campaign: NewCampaign, given: readonly string[]): Promise<Campaign> {
  const numbers = [...new Set(given.map((line) => printedNumber(line.replaceAll(UNSTORABLE, '?'))))];
  return inTransaction(db, async (trx) => {
    const begun = await insertCampaign(trx, campaign, { by: 'NUMBERS', numbers: numbers.length });
    const rows = numbers.map((number, index) => ({
      position: index + 1,
      number: Array.from(number).slice(0, 100).join(''),
      result: NUMBER_FORM.test(number) ? 'WAITS' : 'MALFORMED',
    }));
    await sql`
      insert into inspection_campaign_numbers (campaign_id, position, number, result)
      select ${begun.id}, row.position, row.number, row.result
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (position int, number text, result text)`.execute(
      trx,
    );
    return begun;
  });
}

/** Selects websites that are served here, all that fit or a random sample of them. */
export function beginCampaignOver(
  db: Database,
  campaign: NewCampaign,
  selection: Extract<Selection, { by: 'QUERY' }>,
): Promise<Campaign> {
  const { province, kind, sample } = selection;
  return inTransaction(db, async (trx) => {
    const begun = await insertCampaign(trx, campaign, selection);
    await sql`
      insert into inspection_campaign_numbers (campaign_id, position, number)
      select ${begun.id}, row_number() over (order by number), number from (
        select website.number from record_websites as website
        join record_entities as entity on entity.id = website.entity_id
        where website.status <> 'DEREGISTERED'
          and exists (select from record_accesses where website_id = website.id and closed_at is null)
          and ${province === undefined ? sql`true` : sql`entity.province = ${province}`}
          and ${kind === undefined ? sql`true` : sql`entity.kind = ${kind}`}
        order by ${sample === undefined ? sql`website.number` : sql`random()`}
        limit ${sample ?? MOST_NUMBERS}) as chosen`.execute(trx);
    return begun;
  });
}

async function insertCampaign(trx: Database, campaign: NewCampaign, selection: Selection): Promise<Campaign> {
  const { title, found, dueAt, openedAt, openedBy } = campaign;
  const { id } = await trx
    .insertInto('inspection_campaigns')
    .values({
      title,
      found,
      due_at: toDate(dueAt),
      opened_at: toDate(openedAt),
      opened_by: openedBy,
      selection: JSON.stringify(selection),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, ...campaign, selection };
}

const placeSchema = z.tuple([cursorInstant, z.uuid()]);

/** The newest first. Throws `CursorError` for a cursor that was not given out here. */
export async function listCampaigns(db: Database, { limit, cursor }: PageRequest): Promise<Page<Campaign>> {
  let query = db.selectFrom('inspection_campaigns').selectAll();
  if (cursor !== undefined) {
    const [opened, id] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(opened_at, id) < (${opened}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ opened_at: opened, id }) => [opened.toISOString(), id]),
    toCampaign,
  );
}

/** Undefined when there is none of this id. */
export async function readCampaign(db: Database, id: string): Promise<Campaign | undefined> {
  const row = await db.selectFrom('inspection_campaigns').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toCampaign(row);
}

interface CampaignRow {
  id: string;
  title: string;
  found: Told;
  due_at: Date;
  opened_at: Date;
  opened_by: string;
  selection: Selection;
}

const toCampaign = ({ due_at, opened_at, opened_by, ...row }: CampaignRow): Campaign => ({
  ...row,
  dueAt: fromDate(due_at),
  openedAt: fromDate(opened_at),
  openedBy: opened_by,
});

export interface CampaignCount {
  result: CampaignResult;
  /** How the inspection stands; absent where none was opened. */
  state?: InspectionState;
  count: number;
}

/** How many numbers came out how, and how their inspections stand. */
export async function countCampaign(db: Database, id: string): Promise<CampaignCount[]> {
  const { rows } = await sql<{ result: CampaignResult; state: InspectionState | null; count: number }>`
    select result, case when inspection.id is not null then coalesce(inspection.state, inspection.outcome, 'OPEN') end as state,
      count(*) as count
    from inspection_campaign_numbers as one left join inspections as inspection on inspection.id = one.inspection_id
    where campaign_id = ${id}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows.map(({ state, ...row }) => (state === null ? row : { ...row, state }));
}

export interface CampaignLine {
  position: number;
  number: string;
  result: CampaignResult;
  inspectionId?: string;
  domain?: string;
  state?: InspectionState;
  dueAt?: Instant;
}

const lineSchema = z.tuple([cursorNumber]);

/** The numbers in their order. Throws `CursorError` for a cursor that was not given out here. */
export async function campaignLines(
  db: Database,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<CampaignLine>> {
  const [after] = cursor === undefined ? [0] : readCursor(lineSchema, cursor);
  const rows = await db
    .selectFrom('inspection_campaign_numbers as one')
    .leftJoin('inspections', 'inspections.id', 'one.inspection_id')
    .select(['one.position', 'one.number', 'one.result', 'one.inspection_id'])
    .select(['inspections.domain', 'inspections.due_at'])
    .select(sql<InspectionState | null>`coalesce(inspections.state, inspections.outcome)`.as('state'))
    .where('campaign_id', '=', id)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ position }) => [position]),
    ({ position, number, result, inspection_id, domain, due_at, state }) => ({
      position,
      number,
      result,
      ...(inspection_id === null ? {} : { inspectionId: inspection_id, state: state ?? 'OPEN' }),
      ...(domain === null ? {} : { domain }),
      ...(due_at === null ? {} : { dueAt: fromDate(due_at) }),
    }),
  );
}
