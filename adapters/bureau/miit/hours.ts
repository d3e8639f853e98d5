/** When a bureau takes reports: hours of the day in Shanghai, and windows of maintenance that it has announced. */
import {
  atTimeOfDay,
  calendarDays,
  civilDate,
  datePlus,
  type Instant,
  type TimeOfDay,
} from '../../../domain/time/instant.ts';

/** Hours on each of these days of the week, 1 is Monday; `to` may be `24:00`. */
export interface Hours {
  days: readonly number[];
  from: TimeOfDay;
  to: TimeOfDay | '24:00';
}

export interface Openings {
  /** Without any, the bureau takes reports at every hour. */
  hours: readonly Hours[];
  maintenance: readonly { from: Instant; to: Instant }[];
}

/** Windows of maintenance and closed days that may follow each other. */
const MOST_STEPS = 500;

/** The first instant from `now` on at which the bureau takes reports; `now` itself while it does. */
export function opensAt({ hours, maintenance }: Openings, now: Instant): Instant {
  let at = now;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const during = maintenance.find(({ from, to }) => from <= at && at < to);
    const next: Instant = during === undefined ? nextOpening(hours, at) : during.to;
    if (next === at) return at;
    at = next;
  }
  return at;
}

function nextOpening(hours: readonly Hours[], at: Instant): Instant {
  if (hours.length === 0) return at;
  const today = civilDate(at);
  for (let days = 0; days <= 7; days += 1) {
    const date = datePlus(today, calendarDays(days));
    const starts = hours
      .filter((each) => each.days.includes(weekday(date)))
      .map(({ from, to }) => ({ from: atTimeOfDay(date, from), to: endOf(date, to) }))
      .filter(({ to }) => to > at)
      .map(({ from }) => (from > at ? from : at));
    if (starts.length > 0) return starts.reduce((first, start) => (start < first ? start : first));
  }
  return at;
}

const endOf = (date: ReturnType<typeof civilDate>, to: Hours['to']): Instant =>
  to === '24:00' ? atTimeOfDay(datePlus(date, calendarDays(1)), '00:00' as TimeOfDay) : atTimeOfDay(date, to);

/** 1 is Monday, as ISO 8601 counts. */
const weekday = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

const NAMED = /(\d{1,2})\s*[:：时]\s*(\d{2})?\s*分?\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2})\s*[:：时]\s*(\d{2})?/;

/** The hours in the words of an answer with code 20, such as `上报时间为 09:00-17:00`; undefined when it names none. */
export function hoursNamed(message: string): Hours | undefined {
  const [found, fromHour, fromMinute = '00', toHour, toMinute = '00'] = NAMED.exec(message) ?? [];
  if (found === undefined) return undefined;
  const from = timeOf(fromHour, fromMinute);
  const to = timeOf(toHour, toMinute);
  if (from === undefined || to === undefined || from === '24:00' || from >= to) return undefined;
  return { days: EVERY_DAY, from, to };
}

function timeOf(hour: string | undefined, minute: string): Hours['to'] | undefined {
  const time = `${(hour ?? '').padStart(2, '0')}:${minute}`;
  if (time === '24:00') return time;
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? (time as TimeOfDay) : undefined;
}
