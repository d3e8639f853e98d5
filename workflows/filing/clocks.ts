/**
 * What a filing does when a clock rings that outlives its state (`domain/lifecycle/clocks.ts`). A reaction may lead to any
 * state, stay, start or move clocks; the clock that rang is gone unless the reaction sets it again.
 */
import { CLOCKS, type Clock, type ClockKind, type ClockRow } from '../../domain/lifecycle/clocks.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Applied } from './outcome.ts';
import { accessEndsSoon, accessOpens, accessRunsOut } from './reactions/provisional-access.ts';
import type { Filing } from './stage.ts';

/** @param at when the clock was to ring, remind or begin */
type ClockReaction = (filing: Filing, clock: Clock, at: Instant) => Applied<Stage> | Promise<Applied<Stage>>;

export interface FilingClock extends ClockRow {
  rings: ClockReaction;
  reminds: ClockReaction;
  /** For clocks that limit something that begins after they do. */
  begins?: ClockReaction;
}

/** The reactions of every kind. The compiler refuses a kind without them. */
const reactions: { readonly [K in ClockKind]: Omit<FilingClock, keyof ClockRow> } = {
  provisionalAccess: { begins: accessOpens, reminds: accessEndsSoon, rings: accessRunsOut },
};

export type FilingClocks = Readonly<Record<string, FilingClock>>;

export const filingClocks: FilingClocks = joined(CLOCKS, reactions);

function joined<Kind extends string>(
  rows: Readonly<Record<Kind, ClockRow>>,
  reactionsOf: Readonly<Record<Kind, Omit<FilingClock, keyof ClockRow>>>,
): FilingClocks {
  const kinds = Object.keys(rows) as Kind[];
  return Object.fromEntries(kinds.map((kind) => [kind, { ...rows[kind], ...reactionsOf[kind] }]));
}
