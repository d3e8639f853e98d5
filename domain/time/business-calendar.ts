/**
 * Counts mainland business days (R-CAL-1 … R-CAL-5): Monday to Friday, minus the State Council's holidays, plus its make-up
 * weekend days. Day 0 is the day of the event, even on a day off; counting starts on the next day (domain-spec §0.3). The
 * calendar knows which years it covers, and marks every date that needs other years (R-CAL-3).
 */
import { contentVersion } from '../digest.ts';
import {
  atTimeOfDay,
  calendarDays,
  civilDate,
  datePlus,
  type BusinessDays,
  type CivilDate,
  type Instant,
  type TimeOfDay,
} from './instant.ts';
import { isWeekend, type CalendarYear } from './calendar-year.ts';

/** The count reached a day whose holidays are not published yet. */
export interface Uncovered {
  ok: false;
  uncoveredYear: number;
}

export interface BusinessCalendar {
  /** Changes when the content changes; it is stored with every due date that was computed with the calendar. */
  readonly version: string;
  readonly coverageYears: readonly number[];
  /** Undefined outside the covered years. */
  isBusinessDay(date: CivilDate): boolean | undefined;
  /** The n-th business day after `date`; refused when the count needs a year that is not covered. */
  addBusinessDays(date: CivilDate, n: BusinessDays): { ok: true; date: CivilDate } | Uncovered;
  /**
   * Due instant of a term in business days: the closing time of its last day. On uncovered days it counts Monday to Friday and
   * marks the date as provisional, so that the date is computed anew when the calendar changes.
   */
  deadline(from: Instant, n: BusinessDays, close: TimeOfDay): { at: Instant; provisional: boolean };
  /** Due instant of a term in business days; refused when the term needs a year that is not covered. */
  strictDeadline(from: Instant, n: BusinessDays, close: TimeOfDay): { ok: true; at: Instant } | Uncovered;
}

const ONE_DAY = calendarDays(1);

/** A calendar over published years. Where two notices name the same day, the later year's notice decides (R-CAL-1). */
export function createCalendar(years: readonly CalendarYear[]): BusinessCalendar {
  const ordered = years.toSorted((a, b) => a.year - b.year);
  const coverage = new Set(ordered.map(({ year }) => year));
  const exceptions = new Map<CivilDate, boolean>();
  for (const year of ordered) {
    for (const { from, to } of year.holidays) {
      for (let date = from; date <= to; date = datePlus(date, ONE_DAY)) exceptions.set(date, false);
    }
    for (const date of year.makeUpDays) exceptions.set(date, true);
  }

  const isBusinessDay = (date: CivilDate): boolean | undefined =>
    coverage.has(yearOf(date)) ? (exceptions.get(date) ?? !isWeekend(date)) : undefined;

  /**
   * Counts to the n-th business day; `assume` decides about uncovered days, or is undefined where it cannot. The count ends at
   * the last day that Beian knows: there `datePlus` throws DateOutOfRange.
   */
  function walk(date: CivilDate, n: BusinessDays, assume: (date: CivilDate) => boolean | undefined) {
    let day = date;
    for (let left: number = n; left > 0;) {
      day = datePlus(day, ONE_DAY);
      const working = isBusinessDay(day) ?? assume(day);
      if (working === undefined) return { ok: false, uncoveredYear: yearOf(day) } as const;
      if (working) left -= 1;
    }
    return { ok: true, date: day } as const;
  }

  function addBusinessDays(date: CivilDate, n: BusinessDays) {
    return walk(date, n, () => undefined);
  }

  function strictDeadline(from: Instant, n: BusinessDays, close: TimeOfDay) {
    const last = addBusinessDays(civilDate(from), n);
    return last.ok ? ({ ok: true, at: atTimeOfDay(last.date, close) } as const) : last;
  }

  function deadline(from: Instant, n: BusinessDays, close: TimeOfDay) {
    let provisional = false;
    const last = walk(civilDate(from), n, (date) => {
      provisional = true;
      return !isWeekend(date);
    });
    if (!last.ok) throw new RangeError(`a day of ${last.uncoveredYear} is neither working nor free`);
    return { at: atTimeOfDay(last.date, close), provisional };
  }

  return {
    version: contentVersion(ordered),
    coverageYears: [...coverage],
    isBusinessDay,
    addBusinessDays,
    deadline,
    strictDeadline,
  };
}

function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4));
}
