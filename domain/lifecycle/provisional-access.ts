/**
 * Provisional access (临时接入): a website that comes from another provider is served from the provider's own approval on,
 * before the bureau has decided (R-TRF-2, R-TRF-6, R-TRF-7). The approval fixes its terms for this access; its clock
 * outlives the state.
 */
import type { Policies, PolicyScope } from '../policy/policy.ts';
import { dueInCalendarDays, instant, type CalendarDays, type CivilDate, type Instant } from '../time/instant.ts';
import { withClock, withoutClock, type Clock, type Reminders } from './clocks.ts';
import type { Stage } from './stage.ts';

/** What the policies of the day say about the access that an approval opens. */
export interface ProvisionalTerms {
  /** How long the network takes until it serves the website. */
  opensAfterMinutes: number;
  days: CalendarDays;
  reminders: Reminders;
  /** Where the order must have arrived by the end of the clock. */
  fulfilledAt: 'BUREAU_REVIEW' | 'COMPLETED';
}

export interface ProvisionalAccess {
  /** From when the website is served. */
  from: Instant;
  fulfilledAt: ProvisionalTerms['fulfilledAt'];
  /** Set once it is over: the order was sent back or ended, or the clock rang. */
  closedAt?: Instant;
}

/** The part of an order's progress that is about its access. */
interface WithAccess {
  clocks?: Clock[] | undefined;
  provisionalAccess?: ProvisionalAccess | undefined;
}

/** The clock of a provisional access, of which an order has one. */
const CLOCK = { kind: 'provisionalAccess' } as const;

/** The terms of an approval of this day; undefined where access opens only after the bureau's decision (C-22). */
export function provisionalTerms(policies: Policies, scope: PolicyScope, on: CivilDate): ProvisionalTerms | undefined {
  if (policies.resolve('transfer.provisionalAccess', scope, on) === 'AFTER_BUREAU') return undefined;
  const days = policies.resolve('transfer.provisionalDays', scope, on);
  const daysLeft = policies.resolve('transfer.reminderDaysLeft', scope, on);
  return {
    opensAfterMinutes: policies.resolve('transfer.unblockDelayMinutes', scope, on),
    days,
    // A term shorter than a reminder has no such reminder.
    reminders: {
      daysLeft: daysLeft.filter((left) => left < days).toSorted((one, other) => other - one),
      at: policies.resolve('order.reminderTime', scope, on),
    },
    fulfilledAt: policies.resolve('transfer.clockFulfilledAt', scope, on),
  };
}

/** What an approval changes: it opens the access with a fresh clock (R-TRF-7). Nothing where it opens none. */
export function openedAccess(progress: WithAccess, terms: ProvisionalTerms | undefined, at: Instant): WithAccess {
  if (terms === undefined) return {};
  const { opensAfterMinutes, days, reminders, fulfilledAt } = terms;
  const from = instant(at + opensAfterMinutes * 60_000);
  const until = dueInCalendarDays(at, days);
  const clock: Clock = {
    ...CLOCK,
    from: at,
    at: until,
    unit: 'CD',
    amount: days,
    beginsAt: from,
    reminders,
    remindersPassed: 0,
  };
  return { clocks: withClock(progress.clocks ?? [], clock), provisionalAccess: { from, fulfilledAt } };
}

/** What ends the access: its clock ends with it. Nothing where none is open. */
export function closedAccess({ clocks, provisionalAccess: access }: WithAccess, at: Instant): WithAccess {
  if (access === undefined || access.closedAt !== undefined) return {};
  return { clocks: withoutClock(clocks ?? [], CLOCK), provisionalAccess: { ...access, closedAt: at } };
}

/**
 * What becomes of the access when the order enters a state. The states in which no approval stands close it; the state that
 * fulfils the clock stops it, and the access stays (R-TRF-6, R-TRF-7).
 */
export function accessOnEntering(progress: WithAccess, to: Stage, at: Instant): WithAccess {
  if (CLOSING.has(to)) return closedAccess(progress, at);
  const { clocks, provisionalAccess } = progress;
  if (provisionalAccess?.fulfilledAt !== to || clocks === undefined) return {};
  return { clocks: withoutClock(clocks, CLOCK) };
}

const CLOSING: ReadonlySet<Stage> = new Set<Stage>(['PRELIM_REJECTED', 'BUREAU_REJECTED', 'ABANDONED', 'EXPIRED']);

/** States in which the order waits for the customer; when the clock rings there, it expires (R-TRF-6). */
const WAITING: ReadonlySet<Stage> = new Set<Stage>([
  'PHOTO_PENDING',
  'BACKDROP_SHIPPING',
  'PHOTO_REJECTED',
  'MAIL_PENDING',
]);
export const expiresWithAccess = (stage: Stage): boolean => WAITING.has(stage);

/** What provisional access says about an order at an instant, for the gate (domain-spec §6). */
export type AccessNow =
  | { access: 'NONE' }
  /** The network serves it within minutes. */
  | { access: 'OPENING'; from: Instant }
  /** `until` is undefined once the clock is fulfilled: the access lasts until the decision. */
  | { access: 'OPEN'; since: Instant; until: Instant | undefined }
  | { access: 'CLOSED'; since: Instant };

export function accessNow({ clocks = [], provisionalAccess }: WithAccess, now: Instant): AccessNow {
  if (provisionalAccess === undefined) return { access: 'NONE' };
  const { from, closedAt } = provisionalAccess;
  if (closedAt !== undefined && closedAt <= now) return { access: 'CLOSED', since: closedAt };
  if (now < from) return { access: 'OPENING', from };
  const until = clocks.find(({ kind }) => kind === CLOCK.kind)?.at;
  return { access: 'OPEN', since: from, until };
}
