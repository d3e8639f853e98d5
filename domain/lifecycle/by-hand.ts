/**
 * A payload that somebody sent with Temporal UI or the CLI instead of through Beian's API. Beian's processes seal what they
 * send. A payload without their seal arrives in this wrapper, so that nobody can pass for a reviewer or the bureau.
 */
const BY_HAND = Symbol.for('beian.byHand'); // a symbol, because no payload can carry one

export interface ByHand {
  readonly [BY_HAND]: true;
  readonly value: unknown;
}

export const byHand = (value: unknown): ByHand => ({ [BY_HAND]: true, value });

export const isByHand = (thing: unknown): thing is ByHand =>
  typeof thing === 'object' && thing !== null && BY_HAND in thing;
