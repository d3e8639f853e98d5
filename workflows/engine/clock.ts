import { instant, type Instant } from '../../domain/time/instant.ts';

/**
 * A process's own time: the workflow's deterministic time plus an offset. Every due instant, message and audit row uses it, so a
 * worked timeline runs on its own dates whatever day it is.
 */
export class ProcessClock {
  #offset: number;

  /** @param offset in milliseconds; 0 in production */
  constructor(offset: number) {
    this.#offset = offset;
  }

  get offset(): number {
    return this.#offset;
  }

  readonly now = (): Instant => instant(Date.now() + this.#offset);

  /** Sets the clock to an instant, unless it is past that already. */
  reach(at: Instant): void {
    this.#offset = Math.max(this.#offset, at - Date.now());
  }
}
