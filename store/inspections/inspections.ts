/** Inspections of records: opened once for each thing that was found, and listed. `inspection-step.ts` writes what becomes of them. */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import type { Found, FoundOf, Outcome } from '../../domain/inspection/found.ts';
import { isInspectionCase, type InspectionProgress, type InspectionState } from '../../domain/inspection/inspection.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { cursorInstant, readCursor } from '../postgres/cursor.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import { NOBODY } from './open-cases.ts';
import type { InspectionsTable } from './tables.ts';

export interface Inspection {
  id: string;
  number: string;
  domain?: string;
  found: Found;
  openedAt: Instant;
  dueAt: Instant;
  /** Absent while nobody has decided. */
  outcome?: Outcome;
  decidedAt?: Instant;
  decidedBy?: string;
  state: InspectionState;
  /** Absent until its case is opened, a moment after the inspection. */
  caseId?: CaseId;
  /** Absent where no account has taken the record over. */
  accountId?: AccountId;
  /** Absent before the first step of its process. */
  progress?: InspectionProgress;
  /** The order that answers it. */
  orderId?: string;
}

export interface ToldBy {
  at: Instant;
  /** Until when what was found must be put right. */
  dueAt: Instant;
  /** Who tells it, by an opaque identifier. */
  by: string;
  eventId: string;
}

/**
 * Opens an inspection for each, and returns the ids of those that were opened. What is being inspected already, or whose access was cancelled for it,
 * is not opened again; neither is what the same event told before.
 */
export async function openInspections(
  db: Database,
  found: readonly FoundOf[],
  { at, dueAt, by, eventId }: ToldBy,
): Promise<string[]> {
  if (found.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    insert into inspections (number, domain, found, opened_at, opened_by, event_id, due_at)
    select told.number, website.domain, told.found, ${toDate(at)}, ${by}, ${eventId}, ${toDate(dueAt)}
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as told (number text, found text)
    left join lateral (
      select domain from record_websites where record_websites.number = told.number order by changed_at desc limit 1
    ) as website on true
    on conflict do nothing
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether an entity or website of this number stands here, or stood here before it was deregistered. */
export async function wasOnRecord(db: Database, number: string): Promise<boolean> {
  const { rows } = await sql`
    select from record_websites where number = ${number} union all select from record_entities where number = ${number}
    limit 1`.execute(db);
  return rows.length > 0;
}

export interface InspectionsWanted {
  /** Of the records of this account; of all, when left out. */
  accountId?: AccountId | undefined;
  /** Of an entity or website. */
  number?: string | undefined;
  /** `OPEN`: what was found is not put right yet, whether or not the access was cancelled for it. */
  state: 'OPEN' | 'ALL';
}

const placeSchema = z.tuple([cursorInstant, z.uuid()]);

/** By the day on which they are due. Throws `CursorError` for a cursor that was not given out here. */
export async function listInspections(
  db: Database,
  { accountId, number, state }: InspectionsWanted,
  { limit, cursor }: PageRequest,
): Promise<Page<Inspection>> {
  let query = selectInspections(db);
  if (accountId !== undefined) query = query.where('cases.account_id', '=', accountId);
  if (number !== undefined) query = query.where('inspections.number', '=', number);
  if (state === 'OPEN') query = query.where(isOpen);
  if (cursor !== undefined) {
    const [due, id] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(inspections.due_at, inspections.id) > (${due}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('inspections.due_at')
    .orderBy('inspections.id')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ due_at: due, id }) => [due.toISOString(), id]),
    toInspection,
  );
}

/** By its id or the number of its case. Undefined when there is none. */
export async function readInspection(db: Database, name: string): Promise<Inspection | undefined> {
  const isId = z.uuid().safeParse(name).success;
  if (!isId && !isInspectionCase(name)) return undefined;
  const row = await selectInspections(db)
    .where(isId ? 'inspections.id' : sql<string>`inspections.case_id`, '=', name)
    .executeTakeFirst();
  return row && toInspection(row);
}

const selectInspections = (db: Database) =>
  db
    .selectFrom('inspections')
    .leftJoin('cases', 'cases.id', 'inspections.case_id')
    .selectAll('inspections')
    .select('cases.account_id');

const isOpen = sql<boolean>`inspections.outcome is distinct from 'RECTIFIED'`;

function toInspection(row: Selectable<InspectionsTable> & { account_id: AccountId | null }): Inspection {
  const { id, number, found } = row;
  return {
    id,
    number,
    found,
    openedAt: fromDate(row.opened_at),
    dueAt: fromDate(row.due_at),
    state: row.state ?? row.outcome ?? 'OPEN',
    ...present({
      caseId: row.case_id ?? undefined,
      accountId: row.account_id === NOBODY ? undefined : (row.account_id ?? undefined),
      progress: row.progress ?? undefined,
      orderId: row.order_id ?? undefined,
      domain: row.domain ?? undefined,
      outcome: row.outcome ?? undefined,
      decidedAt: fromOptionalDate(row.decided_at),
      decidedBy: row.decided_by ?? undefined,
    }),
  };
}
