/** The published years of the business calendar: what comes with a release, and what an operator imported since (R-CAL-3). */
import { sql } from 'kysely';
import { z } from 'zod';
import { createCalendar, type BusinessCalendar } from '../../domain/time/business-calendar.ts';
import { calendarYearSchema, type CalendarYear } from '../../domain/time/calendar-year.ts';
import { inTransaction, type Database } from '../postgres/database.ts';

interface OriginYear {
  origin: 'seed' | 'import';
  year: CalendarYear;
}

const LOCK = 'beian calendar';

/**
 * Makes a release's years the basis; a year that an operator imported replaces the release's. Does nothing when they are the
 * basis already. Several processes may call it at once. Returns the version in force.
 */
export function seedCalendar(db: Database, years: readonly CalendarYear[]): Promise<string> {
  return changeCalendar(db, 'release', (present) => {
    const imported = present.filter(({ origin }) => origin === 'import');
    const kept = new Set(imported.map(({ year }) => year.year));
    const seeds = years.filter(({ year }) => !kept.has(year)).map((year) => ({ origin: 'seed' as const, year }));
    return [...seeds, ...imported];
  });
}

export type ImportedCalendar =
  { imported: true; version: string; changed: boolean; years: CalendarYear[] } | { imported: false; errors: string[] };

const fileSchema = z.array(calendarYearSchema).min(1);

/**
 * Imports years from an operator's file; a bad one refuses the whole file. `changed` says that open due dates in
 * business days are to be worked out anew (`calendarChanged`).
 */
export async function importCalendar(db: Database, input: unknown, by: string): Promise<ImportedCalendar> {
  const parsed = fileSchema.safeParse(input);
  if (!parsed.success) {
    return { imported: false, errors: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  }
  const replaced = new Set(parsed.data.map(({ year }) => year));
  const before = await latestVersion(db);
  const version = await changeCalendar(db, by, (present) => [
    ...present.filter(({ year }) => !replaced.has(year.year)),
    ...parsed.data.map((year) => ({ origin: 'import' as const, year })),
  ]);
  return { imported: true, version, changed: version !== before, years: parsed.data };
}

function changeCalendar(db: Database, by: string, change: (present: OriginYear[]) => OriginYear[]): Promise<string> {
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`.execute(trx);
    const before = await latestVersion(trx);
    const years = change(before === undefined ? [] : await yearsOf(trx, before));
    const { version } = createCalendar(years.map(({ year }) => year));
    if (version === before) return version;
    // An undone change leads to years that are stored already under their version, so only the version's number changes.
    await trx.deleteFrom('calendar_years').where('version', '=', version).execute();
    await trx.deleteFrom('calendar_versions').where('version', '=', version).execute();
    await trx.insertInto('calendar_versions').values({ version, created_by: by }).execute();
    const rows = years.map(({ origin, year }) => ({ version, origin, year: year.year, days: JSON.stringify(year) }));
    if (rows.length > 0) await trx.insertInto('calendar_years').values(rows).execute();
    return version;
  });
}

async function latestVersion(db: Database): Promise<string | undefined> {
  const row = await db
    .selectFrom('calendar_versions')
    .select('version')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version;
}

async function yearsOf(db: Database, version: string): Promise<OriginYear[]> {
  const rows = await db
    .selectFrom('calendar_years')
    .select(['origin', 'days'])
    .where('version', '=', version)
    .orderBy('year')
    .execute();
  return rows.map(({ origin, days }) => ({ origin, year: days }));
}

/**
 * The calendar in force, or that of an older version. Throws when there is none because the release's data was never stored.
 */
export async function loadCalendar(db: Database, version?: string): Promise<BusinessCalendar> {
  const wanted = version ?? (await latestVersion(db));
  const years = wanted === undefined ? [] : await yearsOf(db, wanted);
  if (years.length === 0) throw new Error(`there is no calendar of version ${wanted ?? '(any)'}; seed it first`);
  return createCalendar(years.map(({ year }) => year));
}
