/** The stops of an order from its opening to its end, each with when it was reached. */
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { hasEnded, isDrafting } from '../../../domain/lifecycle/stage.ts';
import type { Stop } from '../../../domain/order-types/path.ts';
import type { OrderTypeRow } from '../../../domain/order-types/row.ts';
import type { Instant } from '../../../domain/time/instant.ts';

export type ProgressStop = 'OPENED' | 'FILL_IN' | Stop | 'NUMBER';

export interface ProgressStep {
  stop: ProgressStop;
  state: 'DONE' | 'NOW' | 'AHEAD' | 'SKIPPED';
  /** When the order last came there. */
  reachedAt?: Instant;
}

/** A change of state, as the history tells it. */
export interface Move {
  to: Stage;
  at: Instant;
}

export interface Passage {
  stage: Stage;
  openedAt: Instant;
  moves: readonly Move[];
  row: OrderTypeRow;
}

const STOP_OF: Readonly<Partial<Record<Stage, ProgressStop>>> = {
  PRELIM_REVIEW: 'REVIEW',
  PRELIM_APPROVED: 'REVIEW',
  PRELIM_REJECTED: 'FILL_IN',
  PHOTO_PENDING: 'PHOTO',
  BACKDROP_SHIPPING: 'PHOTO',
  PHOTO_REVIEW: 'PHOTO',
  PHOTO_REJECTED: 'PHOTO',
  MAIL_PENDING: 'MAIL',
  MAIL_REVIEW: 'MAIL',
  READY_FOR_BUREAU: 'HAND_OVER',
  SMS_PENDING: 'SMS',
  SMS_RETURNED: 'SMS',
  RESUBMIT_WAIT: 'HAND_OVER',
  BUREAU_REVIEW: 'BUREAU',
  BUREAU_REJECTED: 'FILL_IN',
  BUREAU_APPROVED: 'NUMBER',
  COMPLETED: 'NUMBER',
};

const stopOf = (stage: Stage): ProgressStop | undefined => (isDrafting(stage) ? 'FILL_IN' : STOP_OF[stage]);

/** Stops that not every order makes; they are left out once the order has passed by them. */
const SOMETIMES: ReadonlySet<ProgressStop> = new Set<ProgressStop>(['PHOTO', 'MAIL', 'SMS']);

export function progressSteps({ stage, openedAt, moves, row }: Passage): ProgressStep[] {
  const stops: ProgressStop[] = ['OPENED', 'FILL_IN', ...row.path.stops, 'NUMBER'];
  const reached = new Map<ProgressStop, Instant>([
    ['OPENED', openedAt],
    ['FILL_IN', openedAt],
  ]);
  let before: ProgressStop = 'FILL_IN';
  for (const { to, at } of moves) {
    const stop = stopOf(to);
    if (stop === undefined) continue;
    // Moves within a stop, such as those of a draft, are no arrival.
    if (stop !== before || !reached.has(stop)) reached.set(stop, at);
    before = stop;
  }
  const here = stops.indexOf(stopNow(stage, moves));
  return stops.map((stop, place): ProgressStep => {
    const reachedAt = reached.get(stop);
    const known = reachedAt === undefined || place > here ? {} : { reachedAt };
    if (place > here) return { stop, state: 'AHEAD' };
    if (place === here) return { stop, state: hasEnded(stage) ? 'DONE' : 'NOW', ...known };
    return SOMETIMES.has(stop) && reachedAt === undefined
      ? { stop, state: 'SKIPPED' }
      : { stop, state: 'DONE', ...known };
  });
}

/** An order that has ended or expired stands where it was last. */
function stopNow(stage: Stage, moves: readonly Move[]): ProgressStop {
  const last = [stage, ...moves.map(({ to }) => to).toReversed()].map(stopOf).find((stop) => stop !== undefined);
  return last ?? 'FILL_IN';
}
