/** The days that people and parties may mean (policy `dates.range`). The widest range is in `domain/time/date-range.ts`. */
import type { z } from 'zod';
import { datesIn } from '../time/dates-in.ts';
import { civilDate, parseInstant, type Instant } from '../time/instant.ts';
import type { Policies } from './policy.ts';

export interface DateRange {
  firstDay: string;
  lastDay: string;
}

/** The range in force on the day in Shanghai. */
export const dateRange = (policies: Policies, at: Instant): DateRange =>
  policies.resolve('dates.range', {}, civilDate(at));

/**
 * Where data, which the schema has read, holds a date outside the range. `where` names the data and is put before every path. The range
 * is asked for only when there is a date.
 */
export async function datesOutside(
  schema: z.ZodType,
  data: unknown,
  range: () => DateRange | Promise<DateRange>,
  where = '',
): Promise<{ path: string; range: DateRange }[]> {
  const dates = datesIn(schema, data, where);
  if (dates.length === 0) return [];
  const allowed = await range();
  return dates.filter(({ iso }) => !isWithin(allowed, iso)).map(({ path }) => ({ path, range: allowed }));
}

/** Whether a date, or an instant with its offset, lies in the range. */
export function isWithin({ firstDay, lastDay }: DateRange, iso: string): boolean {
  const day = iso.length === 10 ? iso : civilDate(parseInstant(iso));
  return firstDay <= day && day <= lastDay;
}
