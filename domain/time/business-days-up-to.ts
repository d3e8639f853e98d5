/** Running numbers of business days, so that the business days between two dates are the difference of two numbers. */
import type { BusinessCalendar } from './business-calendar.ts';
import { isWeekend } from './calendar-year.ts';
import { calendarDays, datePlus, type CivilDate } from './instant.ts';

/** Every day from `earlier` days before `from` until `before`, with how many business days there were up to and with it. */
export function businessDaysUpTo(
  calendar: Pick<BusinessCalendar, 'isBusinessDay'>,
  { from, earlier, before }: { from: string; earlier: number; before: string },
): { day: CivilDate; businessDays: number }[] {
  const counted: { day: CivilDate; businessDays: number }[] = [];
  let businessDays = 0;
  for (
    let day = datePlus(from as CivilDate, calendarDays(-earlier));
    day < before;
    day = datePlus(day, calendarDays(1))
  ) {
    if (calendar.isBusinessDay(day) ?? !isWeekend(day)) businessDays += 1;
    counted.push({ day, businessDays });
  }
  return counted;
}
