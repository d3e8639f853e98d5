/**
 * Time as the filing rules count it (domain-spec §0.3): instants, and terms in three units that must not be mixed.
 * All civil dates are those of Asia/Shanghai (UTC+8, no daylight saving), whatever zone the machine is in.
 */
import { inRange } from './date-range.ts';

/** A point in time: milliseconds since the Unix epoch. */
export type Instant = number & { readonly unit: 'Instant' };
/** Elapsed hours on the wall clock (`h`). */
export type Hours = number & { readonly unit: 'Hours' };
/** Calendar days (`CD`): a due date in CD ends at 23:59:59 of its last day. */
export type CalendarDays = number & { readonly unit: 'CalendarDays' };
/** Mainland business days (`BD`): a due date in BD ends at the provider's closing time of its last day. */
export type BusinessDays = number & { readonly unit: 'BusinessDays' };
/** A civil date in Asia/Shanghai, `YYYY-MM-DD`. */
export type CivilDate = string & { readonly unit: 'CivilDate' };
/** A time of day in Asia/Shanghai, `HH:MM`. */
export type TimeOfDay = string & { readonly unit: 'TimeOfDay' };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

export const instant = (epochMs: number): Instant => epochMs as Instant;
export const hours = (n: number): Hours => n as Hours;
export const calendarDays = (n: number): CalendarDays => n as CalendarDays;
export const businessDays = (n: number): BusinessDays => n as BusinessDays;

/** Reads an ISO 8601 instant that names its offset; throws a RangeError when it does not, or lies outside 1900 to 2100. */
export function parseInstant(iso: string): Instant {
  const epochMs = /(?:Z|[+-]\d{2}:\d{2})$/.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError('not an ISO 8601 instant with its offset');
  return instant(inRange(epochMs));
}

/** The instant of a Shanghai wall-clock time such as `2026-02-09 09:30` or `2026-02-09 09:30:15`, as in the worked timelines. */
export function shanghai(reading: string): Instant {
  const [date = '', time = ''] = reading.split(' ');
  return parseInstant(`${date}T${time.length === 5 ? `${time}:00` : time}+08:00`);
}

/**
 * ISO 8601 with the Shanghai offset and without fractions, e.g. `2026-02-14T18:00:00+08:00`. Like every function here that makes
 * a text of an instant or a date, throws {@link DateOutOfRange} outside 1900 to 2100.
 */
export function formatInstant(at: Instant): string {
  return `${new Date(inRange(at) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** The Shanghai date on which an instant falls. */
export function civilDate(at: Instant): CivilDate {
  return new Date(inRange(at) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as CivilDate;
}

/** The instant of a time of day on a Shanghai date. */
export function atTimeOfDay(date: CivilDate, time: TimeOfDay): Instant {
  return parseInstant(`${date}T${time}:00+08:00`);
}

/** The date `days` after `date`. */
export function datePlus(date: CivilDate, days: CalendarDays): CivilDate {
  return civilDate(instant(Date.parse(`${date}T00:00:00+08:00`) + days * DAY_MS));
}

/** Calendar days from one date to another; negative when `to` lies before `from`. */
export function daysFrom(from: CivilDate, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** 23:59:59 of a Shanghai date. */
export function endOfDay(date: CivilDate): Instant {
  return instant(parseInstant(`${date}T23:59:59+08:00`));
}

/** Due instant of a term in calendar days: day 0 is the day of the event, even on a day off (domain-spec §0.3). */
export function dueInCalendarDays(from: Instant, days: CalendarDays): Instant {
  return endOfDay(datePlus(civilDate(from), days));
}

/** Due instant of a term in hours, to the second. */
export function dueInHours(from: Instant, term: Hours): Instant {
  return instant(from + term * HOUR_MS);
}

/** The instant `days` calendar days later, at a given time of day; reminders use it (R-SM-1). */
export function onDayAt(from: Instant, days: CalendarDays, time: TimeOfDay): Instant {
  return atTimeOfDay(datePlus(civilDate(from), days), time);
}
