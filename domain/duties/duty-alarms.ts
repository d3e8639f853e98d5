/** The alarms of a duty: reminders before its due date, and one when the date has passed (R-PSB-5). */
import { atTimeOfDay, calendarDays, civilDate, datePlus, type CalendarDays, type Instant } from '../time/instant.ts';
import type { Duty, DutyToOpen } from './duty.ts';
import type { DutyTerms } from './duty-terms.ts';

export interface DutyAlarm {
  name: 'reminder' | 'overdue';
  at: Instant;
  duty: Duty;
  /** Calendar days left, for reminders. */
  days?: CalendarDays;
}

/** A duty begins. Reminders whose time has passed by then are not sent later. */
export function openDuty(duty: DutyToOpen, at: Instant, terms: DutyTerms): Duty {
  const passed = remindersOf(duty, terms).filter((reminder) => reminder.at <= at).length;
  return { ...duty, state: 'OPEN', openedAt: at, remindersPassed: passed };
}

/** The next alarm of a duty. Only an open duty with a due date has alarms; a submission ends them. */
export function nextAlarmOf(duty: Duty, terms: DutyTerms): DutyAlarm | undefined {
  if (duty.state !== 'OPEN' || duty.due === undefined) return undefined;
  const reminder = remindersOf(duty, terms)[duty.remindersPassed];
  if (reminder !== undefined) return { name: 'reminder', duty, ...reminder };
  return { name: 'overdue', duty, at: duty.due.at };
}

/** The duty after its reminder was sent or its due date passed. */
export const ring = ({ name, duty }: DutyAlarm): Duty =>
  name === 'overdue' ? { ...duty, state: 'OVERDUE' } : { ...duty, remindersPassed: duty.remindersPassed + 1 };

function remindersOf({ due }: DutyToOpen, terms: DutyTerms): { at: Instant; days: CalendarDays }[] {
  if (due === undefined) return [];
  return terms.reminderDaysLeft.map((days) => ({
    days,
    at: atTimeOfDay(datePlus(civilDate(due.at), calendarDays(0 - days)), terms.reminderTime),
  }));
}
