/** The lengths of a filing's waits, which policy sets when a state is entered (R-SM-17). */
import type { CalendarDays, Hours, TimeOfDay } from '../time/instant.ts';

/** Lengths of waits at the entry into the state; they do not change while the order is in it (R-SM-17). */
export interface Settings {
  stepExpiryDays: CalendarDays;
  draftExpiryDays: CalendarDays;
  expiredKeepDays: CalendarDays;
  reminderDays: readonly CalendarDays[];
  reminderTime: TimeOfDay;
  claimHours: Hours;
  callRetryMinutes: number;
  callMaxAttempts: number;
  backdropShipDays: CalendarDays;
  mailTransitDays: CalendarDays;
  smsTimeoutHours: Hours;
  smsReminderHours: readonly Hours[];
  smsMaxWrongEntries: number;
  smsResubmit: 'AUTO_24H' | 'USER_IMMEDIATE' | 'NONE';
  smsResubmitDelayHours: Hours;
  smsMaxAutoResubmits: number;
  fourEyes: boolean;
  maxLivenessFails: number;
  /** Until when the applicant may withdraw an order under review (C-26); absent in settings that were made before it: while undecided. */
  withdrawRule?: 'WHILE_UNDECIDED' | 'UNTIL_NEXT_STEP';
  /** The websites that the bureau decides on one by one, by their names in the form; absent where it decides on the whole order (R-BUR-4). */
  decidedApart?: readonly string[];
}
