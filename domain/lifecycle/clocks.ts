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

/** Calendar days left at which somebody is reminded, most first; at this time of day. */
export interface Reminders {
  daysLeft: readonly CalendarDays[];
  at: TimeOfDay;
}

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
  /** When what it limits begins, where that is later than its start; absent once it has begun. */
  beginsAt?: Instant | undefined;
  /** Its own reminders, where a policy says them; else those of its kind. */
  reminders?: Reminders;
  /** How many of its reminders are over. */
  remindersPassed: number;
}

/** What is the same for all clocks of a kind. */
export interface ClockRow {
  reminders: Reminders;
}

/** Every kind of clock. */
export const CLOCKS = {
  /** For how long a website is served before the bureau has decided (R-TRF-6); policy says when to remind. */
  provisionalAccess: { reminders: { daysLeft: [], at: '10:00' as TimeOfDay } },
} as const satisfies Readonly<Record<string, ClockRow>>;
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
  /** What the clock does then. */
  does: 'BEGINS' | 'REMINDS' | 'RINGS';
  clock: Clock;
}

/** What a clock does next: it begins, reminds or rings. */
export function clockAlarm(clock: Clock, row: ClockRow): ClockAlarm {
  const kind: string = clock.kind;
  const reminders = clock.reminders ?? row.reminders;
  if (clock.beginsAt !== undefined) return { name: `${kind}Begins`, at: clock.beginsAt, does: 'BEGINS', clock };
  const daysLeft = reminders.daysLeft[clock.remindersPassed];
  if (daysLeft === undefined) return { name: kind, at: clock.at, does: 'RINGS', clock };
  const day = datePlus(civilDate(clock.at), calendarDays(0 - daysLeft));
  return { name: `${kind}Reminder`, at: atTimeOfDay(day, reminders.at), does: 'REMINDS', clock };
}

/** The clocks after one of them began, reminded, or rang, which ends it. */
export function afterAlarm(clocks: readonly Clock[], { clock, does }: ClockAlarm): Clock[] {
  const changed = (change: Partial<Clock>): Clock[] =>
    clocks.map((one) => (isSame(clock)(one) ? { ...one, ...change } : one));
  switch (does) {
    case 'BEGINS':
      return changed({ beginsAt: undefined });
    case 'REMINDS':
      return changed({ remindersPassed: clock.remindersPassed + 1 });
    case 'RINGS':
      return withoutClock(clocks, clock);
    default:
      return does satisfies never;
  }
}

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
