import type { EarlierOutcome } from '../../activities/contract.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { knownOutcome } from './activity-options.ts';

/**
 * How actions ended, so that each happens once. A run remembers its own outcomes; outcomes of earlier runs are read from the
 * audit trail, so that nothing grows with the age of a process.
 */
export class KnownOutcomes<Outcome> {
  readonly #ofThisRun = new Map<string, Outcome | EarlierOutcome>();
  readonly #orderId: string;
  /** When the last step of the earlier runs took effect; undefined in a first run. */
  readonly #earlierUntil: Instant | undefined;

  constructor(orderId: string, earlierUntil: Instant | undefined) {
    this.#orderId = orderId;
    this.#earlierUntil = earlierUntil;
  }

  get(actionId: string): Outcome | EarlierOutcome | undefined {
    return this.#ofThisRun.get(actionId);
  }

  set(actionId: string, outcome: Outcome): void {
    this.#ofThisRun.set(actionId, outcome);
  }

  async has(actionId: string): Promise<boolean> {
    if (this.#ofThisRun.has(actionId)) return true;
    if (this.#earlierUntil === undefined) return false;
    const earlier = await knownOutcome({ orderId: this.#orderId, actionId, until: this.#earlierUntil });
    if (earlier) this.#ofThisRun.set(actionId, earlier);
    return earlier !== null;
  }
}
