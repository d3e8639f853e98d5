/** How long a filing waits for what, as policy says when a state is entered (R-SM-17). */
import type { CalendarDays, Hours, TimeOfDay } from '../time/instant.ts';

/** Lengths of waits as they were when the state was entered; they stay so while the order is in it (R-SM-17). */
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
}
