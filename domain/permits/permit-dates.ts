/** When the culture permit is decided, ends and may be renewed (R-PRE-5). */
import type { BusinessCalendar } from '../time/business-calendar.ts';
import { isWeekend } from '../time/calendar-year.ts';
import { calendarDays, datePlus, type CalendarDays, type CivilDate } from '../time/instant.ts';

const DECISION_BD = 20;
const VALID_YEARS = 3;
const RENEWAL_BD = 60;

export interface PermitDates {
  /** The last day on which the ministry may decide. */
  decisionBy?: DateOfPermit;
  /** The last day of the permit. */
  endsOn?: CivilDate;
  /** The first day on which a renewal may be asked for. */
  renewFrom?: DateOfPermit;
}

export interface DateOfPermit {
  on: CivilDate;
  /** Days of a year without published holidays were counted (R-CAL-3). */
  provisional: boolean;
}

interface PermitDays {
  opinionOn?: string | undefined;
  issuedOn?: string | undefined;
}

export function permitDates({ opinionOn, issuedOn }: PermitDays, calendar: BusinessCalendar): PermitDates {
  const dates: PermitDates = {};
  if (opinionOn !== undefined) {
    dates.decisionBy = businessDaysFrom(opinionOn as CivilDate, DECISION_BD, { towards: LATER, calendar });
  }
  if (issuedOn !== undefined) {
    dates.endsOn = yearsAfter(issuedOn, VALID_YEARS);
    dates.renewFrom = businessDaysFrom(dates.endsOn, RENEWAL_BD, { towards: EARLIER, calendar });
  }
  return dates;
}

/** The same day of a later year; 28 February where that year has no 29th. */
function yearsAfter(date: string, years: number): CivilDate {
  const later = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  const isDay = new Date(`${later}T00:00:00Z`).toISOString().startsWith(later);
  return (isDay ? later : `${later.slice(0, 8)}28`) as CivilDate;
}

const LATER = calendarDays(1);
const EARLIER = calendarDays(-1);

/** The day of the event does not count. */
function businessDaysFrom(
  date: CivilDate,
  days: number,
  { towards, calendar }: { towards: CalendarDays; calendar: BusinessCalendar },
): DateOfPermit {
  let on = date;
  let provisional = false;
  for (let left = days; left > 0;) {
    on = datePlus(on, towards);
    const known = calendar.isBusinessDay(on);
    if (known === undefined) provisional = true;
    if (known ?? !isWeekend(on)) left -= 1;
  }
  return { on, provisional };
}
