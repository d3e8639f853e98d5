/** The instants at which a filing moves by itself, worked out from its progress alone. */
import { dueInHours, onDayAt, type Instant } from '../../domain/time/instant.ts';
import { clockAlarm, type ClockAlarm, type ClockRow } from '../../domain/lifecycle/clocks.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';

export interface Alarm {
  name: string;
  at: Instant;
  /** Set when it is an alarm of a clock that outlives the state. */
  ofClock?: ClockAlarm;
}

/**
 * What may ring in the present state, of the state itself or of a clock, the earliest first. At the same instant reminders come before
 * ends.
 */
export function alarmsOf(progress: Progress, settings: Settings, clocks: Readonly<Record<string, ClockRow>>): Alarm[] {
  return [...alarmsOfState(progress, settings), ...alarmsOfClocks(progress, clocks)].toSorted(
    (one, other) => one.at - other.at,
  );
}

function alarmsOfState(progress: Progress, settings: Settings): Alarm[] {
  const known = lifecycleTable[progress.stage].timers;
  const alarms: Alarm[] = [
    ...reminder(progress, settings),
    ...smsReminder(progress, settings),
    ...(progress.claim ? [{ name: 'claim', at: progress.claim.until }] : []),
    ...progress.dues.filter(({ overdue }) => overdue !== true).map(({ kind, at }) => ({ name: kind, at })),
  ];
  return alarms.filter(({ name }) => name in known);
}

/** A clock rings in every state. One of a kind this version does not know stands still. */
const alarmsOfClocks = ({ clocks = [] }: Progress, rows: Readonly<Record<string, ClockRow>>): Alarm[] =>
  clocks.flatMap((clock) => {
    const row = rows[clock.kind];
    if (!row) return [];
    const ofClock = clockAlarm(clock, row);
    return [{ name: ofClock.name, at: ofClock.at, ofClock }];
  });

/** Day 7, 15 and 30 of a waiting step, unless the customer has already done their part (R-SM-1, R-MAIL-2). */
function reminder(progress: Progress, settings: Settings): Alarm[] {
  if (progress.stage === 'MAIL_PENDING' && progress.parcel) return [];
  const days = settings.reminderDays[progress.remindersSent];
  return days === undefined ? [] : [{ name: 'reminder', at: onDayAt(progress.enteredAt, days, settings.reminderTime) }];
}

/** 12 and 20 hours after MIIT's SMS, to people who have not verified yet (N-6). */
function smsReminder(progress: Progress, settings: Settings): Alarm[] {
  if (!progress.sms) return [];
  const after = settings.smsReminderHours[progress.sms.remindersSent];
  const start = progress.sms.startedAt ?? progress.enteredAt;
  return after === undefined ? [] : [{ name: 'smsReminder', at: dueInHours(start, after) }];
}
