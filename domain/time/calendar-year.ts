/**
 * One year of mainland China's working days as the State Council's notice sets them (R-CAL-1). Built-in and imported years have
 * this form.
 */
import { z } from 'zod';
import type { CivilDate } from './instant.ts';
import { isoDate } from './iso-date.ts';

const civilDate = isoDate().transform((date): CivilDate => date as CivilDate);

const daySpan = z
  .strictObject({
    name: z.string().min(1).max(40),
    from: civilDate,
    /** Last day of the span; the same as `from` for a single day. */
    to: civilDate,
  })
  .refine(({ from, to }) => from <= to, 'a holiday ends on or after the day it begins');

export const calendarYearSchema = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    /** Number of the State Council's notice. */
    source: z.string().min(1).max(200),
    /** Day of the notice. */
    publishedOn: civilDate,
    holidays: z.array(daySpan).min(1, 'a year without holidays is not a published year').max(60),
    /** Weekend days on which people work. */
    makeUpDays: z.array(civilDate).max(60),
  })
  .superRefine((calendar, context) => {
    for (const date of [...calendar.holidays.flatMap(({ from, to }) => [from, to]), ...calendar.makeUpDays]) {
      if (!governs(calendar.year, date)) context.addIssue(`${date} does not belong to the notice for ${calendar.year}`);
    }
    for (const date of calendar.makeUpDays) {
      if (!isWeekend(date)) context.addIssue(`${date} is no weekend day, so it cannot be a make-up day`);
      if (calendar.holidays.some(({ from, to }) => from <= date && date <= to)) {
        context.addIssue(`${date} is both a holiday and a make-up day`);
      }
    }
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYear = z.infer<typeof calendarYearSchema>;

/** A notice may reach back into the December before its year (R-CAL-1). */
function governs(year: number, date: CivilDate): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

/** Whether a date is a Saturday or a Sunday. */
export function isWeekend(date: CivilDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
