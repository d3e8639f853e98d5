/** The instants at which a filing moves by itself, worked out from its progress alone. */
import { dueInHours, onDayAt, type Instant } from '../../domain/time/instant.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';

export interface Alarm {
  name: string;
  at: Instant;
}

/** Everything that may still ring in the present state, earliest first; at the same instant reminders come before ends. */
export function alarmsOf(progress: Progress, settings: Settings): Alarm[] {
  const known = lifecycleTable[progress.stage].timers;
  const alarms: Alarm[] = [
    ...reminder(progress, settings),
    ...smsReminder(progress, settings),
    ...(progress.claim ? [{ name: 'claim', at: progress.claim.until }] : []),
    ...progress.dues.filter(({ overdue }) => overdue !== true).map(({ kind, at }) => ({ name: kind, at })),
  ];
  return alarms.filter(({ name }) => name in known).toSorted((one, other) => one.at - other.at);
}

/** Day 7, 15 and 30 of a waiting step, unless the customer has already done their part (R-SM-1, R-MAIL-2). */
function reminder(progress: Progress, settings: Settings): Alarm[] {
  if (progress.stage === 'MAIL_PENDING' && progress.parcel) return [];
  const days = settings.reminderDays[progress.remindersSent];
  return days === undefined ? [] : [{ name: 'reminder', at: onDayAt(progress.enteredAt, days, settings.reminderTime) }];
}

/** 12 and 20 hours after MIIT's SMS, to those still open (N-6). */
function smsReminder(progress: Progress, settings: Settings): Alarm[] {
  if (!progress.sms) return [];
  const after = settings.smsReminderHours[progress.sms.remindersSent];
  const start = progress.sms.startedAt ?? progress.enteredAt;
  return after === undefined ? [] : [{ name: 'smsReminder', at: dueInHours(start, after) }];
}
