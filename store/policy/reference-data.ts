/** The data a release brings along: policy rows and published calendar years. */
import type { CalendarYear } from '../../domain/time/calendar-year.ts';
import type { PolicyRow } from '../../domain/policy/policy.ts';
import { seedCalendar } from './calendars.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { seedPolicies } from './policies.ts';

/** Stores the release's reference data after {@link migrate}; safe to repeat and to run in several processes at once. */
export function seedReferenceData(
  db: Database,
  rows: readonly PolicyRow[],
  years: readonly CalendarYear[],
): Promise<{ policyVersion: string; calendarVersion: string }> {
  return inTransaction(db, async (trx) => ({
    policyVersion: await seedPolicies(trx, rows),
    calendarVersion: await seedCalendar(trx, years),
  }));
}
