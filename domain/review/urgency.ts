/** How urgent an order is in the reviewers' queue (A-146): in time, on its last business day, or late. */
import type { BusinessCalendar } from '../time/business-calendar.ts';
import { businessDays, civilDate, endOfDay, type Instant } from '../time/instant.ts';

export type Urgency = 'LATE' | 'LAST_DAY' | 'IN_TIME';

/** The end of the present business day; on a day off that of the next one. What is due by then is on its last business day. */
export function lastDayEnds(now: Instant, calendar: BusinessCalendar): Instant {
  const today = civilDate(now);
  const next = calendar.isBusinessDay(today) === false ? calendar.addBusinessDays(today, businessDays(1)) : undefined;
  return endOfDay(next?.ok === true ? next.date : today);
}

export function urgencyOf(due: Instant | undefined, now: Instant, calendar: BusinessCalendar): Urgency {
  if (due === undefined) return 'IN_TIME';
  if (due < now) return 'LATE';
  return due <= lastDayEnds(now, calendar) ? 'LAST_DAY' : 'IN_TIME';
}
