import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../../domain/time/instant.ts';

/** Keeps one durable timer for the earliest alarm, and replaces it only when the earliest alarm changes. */
export class AlarmClock {
  readonly #now: () => Instant;
  #armed: { at: Instant; scope: CancellationScope } | undefined;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** Sets the timer that wakes the workflow up, or removes it; operators read the summary beside it. */
  set(alarm: { at: Instant } | undefined, summary: string = ''): void {
    if (this.#armed?.at === alarm?.at) return;
    this.#armed?.scope.cancel();
    this.#armed = undefined;
    if (!alarm) return;
    const scope = new CancellationScope({ cancellable: true });
    const armed = { at: alarm.at, scope };
    this.#armed = armed;
    const wait = Math.max(1, alarm.at - this.#now());
    const over = (error?: unknown): void => {
      if (this.#armed === armed) this.#armed = undefined;
      if (error !== undefined && !isCancellation(error)) throw error;
    };
    void scope.run(() => sleep(wait, { summary })).then(over, over);
  }
}
