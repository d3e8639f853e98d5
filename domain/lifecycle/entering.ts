/** The progress of an order that goes to another state. */
import type { Due } from './due.ts';
import type { Instant } from '../time/instant.ts';
import type { Progress } from './progress.ts';
import { accessOnEntering } from './provisional-access.ts';
import { hasEnded, type Stage } from './stage.ts';

/**
 * The progress on entering a state: a new visit with due instants of its own; claims, calls and reminders start afresh.
 * Clocks run on, except into an end; provisional access follows the approval it rests on. What was posted stays known until it has to be posted again.
 */
export function entering(progress: Progress, to: Stage, at: Instant, hops: number): Progress {
  const { claim: _claim, cancelRequest: _request, numbersEntered: _numbers, handOverStuck: _stuck, ...kept } = progress;
  return {
    ...kept,
    ...accessOnEntering(progress, to, at),
    ...(hasEnded(to) && progress.clocks ? { clocks: [] } : {}),
    ...(to === 'MAIL_PENDING' ? { parcel: undefined } : {}),
    ...(to === 'BACKDROP_SHIPPING' ? { backdropTracking: undefined } : {}),
    stage: to,
    visit: progress.visit + hops,
    enteredAt: at,
    dues: [],
    materialAsked: [],
    calls: [],
    remindersSent: 0,
    overdue: false,
  };
}

/** The dues with one replaced, or added when there was none of its kind. */
export function withDue(dues: readonly Due[], due: Due): Due[] {
  return [...dues.filter(({ kind }) => kind !== due.kind), due];
}
