/**
 * Clocks that outlive a state. A due instant belongs to the state it was set in and ends with it; a clock runs on while the
 * order goes from state to state, until it rings, is moved or is stopped. The engine's alarms include clocks in every state.
 * To add one, write a row here and its reactions in `workflows/filing/clocks.ts`.
 */
import {
  atTimeOfDay,
  calendarDays,
  civilDate,
  datePlus,
  formatInstant,
  type CalendarDays,
  type Instant,
  type TimeOfDay,
} from '../time/instant.ts';
import type { Due } from './due.ts';

export interface Clock {
  kind: ClockKind;
  /** What the clock is about, where an order has several of a kind: a website's id. */
  subject?: string | undefined;
  from: Instant;
  /** When it rings. */
  at: Instant;
  unit: Due['unit'];
  /** Length of the term in its unit. */
  amount: number;
  /** How many of its reminders are over. */
  remindersPassed: number;
}

/** What is the same for all clocks of a kind. */
export interface ClockRow {
  /** Calendar days left at which somebody is reminded, most first; at this time of day. */
  reminders: { daysLeft: readonly CalendarDays[]; at: TimeOfDay };
}

/** Every kind of clock. None yet: provisional access of transfers (R-TRF-1…7) is the first to come. */
export const CLOCKS = {} as const satisfies Readonly<Record<string, ClockRow>>;
export type ClockKind = keyof typeof CLOCKS;
export const CLOCK_KINDS: readonly ClockKind[] = kindsOf(CLOCKS);

function kindsOf<Kind extends string>(rows: Readonly<Record<Kind, ClockRow>>): Kind[] {
  return Object.keys(rows) as Kind[];
}

type ClockName = Pick<Clock, 'kind' | 'subject'>;
const isSame = (one: ClockName) => (other: ClockName) => one.kind === other.kind && one.subject === other.subject;

/** Starts a clock, or moves the one of this kind and subject. */
export const withClock = (clocks: readonly Clock[], clock: Clock): Clock[] => [...withoutClock(clocks, clock), clock];

export const withoutClock = (clocks: readonly Clock[], clock: ClockName): Clock[] =>
  clocks.filter((one) => !isSame(clock)(one));

export interface ClockAlarm {
  name: string;
  at: Instant;
  /** Whether the clock rings, or only reminds. */
  rings: boolean;
  clock: Clock;
}

/** What a clock does next: its next reminder, or its ringing. */
export function clockAlarm(clock: Clock, { reminders }: ClockRow): ClockAlarm {
  const kind: string = clock.kind;
  const daysLeft = reminders.daysLeft[clock.remindersPassed];
  if (daysLeft === undefined) return { name: kind, at: clock.at, rings: true, clock };
  const day = datePlus(civilDate(clock.at), calendarDays(0 - daysLeft));
  return { name: `${kind}Reminder`, at: atTimeOfDay(day, reminders.at), rings: false, clock };
}

/** The clocks after one of them rang, which ends it, or reminded. */
export const afterAlarm = (clocks: readonly Clock[], { clock, rings }: ClockAlarm): Clock[] =>
  rings
    ? withoutClock(clocks, clock)
    : clocks.map((one) => (isSame(clock)(one) ? { ...one, remindersPassed: one.remindersPassed + 1 } : one));

/** What a step did to the clocks, one line each, as the audit trail keeps it. */
export function clockEvidence(before: readonly Clock[] = [], after: readonly Clock[] = []): string[] {
  const ended = before.filter((clock) => !after.some(isSame(clock)));
  const set = after.flatMap((clock) => {
    const earlier = before.find(isSame(clock));
    if (earlier?.at === clock.at) return [];
    return [`${nameOf(clock)} ${earlier ? 'moves to' : 'runs until'} ${formatInstant(clock.at)}`];
  });
  return [...ended.map((clock) => `${nameOf(clock)} ends`), ...set];
}

function nameOf(clock: ClockName): string {
  const kind: string = clock.kind;
  return clock.subject === undefined ? `clock ${kind}` : `clock ${kind} of ${clock.subject}`;
}

/** The next thing that is due for an order: of its state, or of a clock. */
export function nextDue(dues: readonly Due[], clocks: readonly Clock[] = []): Due | Clock | undefined {
  return [...dues, ...clocks].toSorted((one, other) => one.at - other.at)[0];
}
