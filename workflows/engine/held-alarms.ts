/**
 * Due instants whose step can never be written as things are. Each rings again after a pause, because somebody may have mended the
 * cause; meanwhile everything else of the process goes on.
 */
import { instant, type Instant } from '../../domain/time/instant.ts';

export interface HeldAlarm {
  /** Tells it from every other alarm of the process, its instant included. */
  name: string;
  until: Instant;
  /** How often its step could not be written. */
  failures: number;
}

const FIRST_PAUSE_MS = 3_600_000;
const LONGEST_PAUSE_MS = 86_400_000;

/** Doubles from an hour to a day. */
const pauseAfter = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));

export class HeldAlarms {
  readonly #held: Map<string, HeldAlarm>;

  constructor(carried: readonly HeldAlarm[] = []) {
    this.#held = new Map(carried.map((alarm) => [alarm.name, alarm]));
  }

  /** Plain JSON, for the next run. */
  get all(): HeldAlarm[] {
    return [...this.#held.values()];
  }

  /** When an alarm that is due at `at` rings: later while it is held. */
  ringsAt(name: string, at: Instant): Instant {
    return this.#held.get(name)?.until ?? at;
  }

  hold(name: string, now: Instant): void {
    const failures = (this.#held.get(name)?.failures ?? 0) + 1;
    this.#held.set(name, { name, until: instant(now + pauseAfter(failures)), failures });
  }

  release(name: string): void {
    this.#held.delete(name);
  }

  /** Forgets alarms that the process does not have any more. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#held.keys()) if (!names.has(name)) this.#held.delete(name);
  }
}
