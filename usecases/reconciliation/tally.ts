import type { Settled } from './settle.ts';

/** How often this API process has found each kind of difference since it began; for monitoring. */
export class Tally {
  readonly #counts = new Map<Settled, number>();

  readonly count = (settled: Settled): void => {
    this.#counts.set(settled, (this.#counts.get(settled) ?? 0) + 1);
  };

  get counts(): ReadonlyMap<Settled, number> {
    return this.#counts;
  }
}
