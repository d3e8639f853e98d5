/**
 * What somebody sent with Temporal UI or the CLI instead of through Beian's API. Beian's own processes seal what they
 * send; what did not come sealed by them arrives in this wrapper, so that no hand passes for a reviewer or the bureau.
 */
const BY_HAND = Symbol.for('beian.byHand'); // a symbol, because no payload can carry one

export interface ByHand {
  readonly [BY_HAND]: true;
  readonly value: unknown;
}

export const byHand = (value: unknown): ByHand => ({ [BY_HAND]: true, value });

export const isByHand = (thing: unknown): thing is ByHand =>
  typeof thing === 'object' && thing !== null && BY_HAND in thing;
