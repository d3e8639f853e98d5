/**
 * What carriers accepted and Postgres does not know yet. A carrier accepts again only a second message, so its acceptance is
 * kept here until it is written down, whatever becomes of the attempt that got it: at once when Postgres answers, else again
 * every few seconds. Only a worker that crashes loses an acceptance; the message then goes out again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Sent } from '../../store/messages/delivery.ts';

type Sending = Pick<Sent, 'id' | 'resends'>;

export interface SentNotes {
  /** Keeps what a carrier took; in memory only, so it cannot fail. */
  keep(sent: Sent): void;
  /** What a carrier took of this sending, while it is not written yet. */
  of(sending: Sending): Sent | undefined;
  /** Writes what is kept. Throws the store's error when one of these cannot be written now; it is then tried again. */
  write(these: readonly Sent[]): Promise<void>;
  /** Whether so many wait to be written that no further message should be sent. */
  readonly isFull: boolean;
  readonly waiting: number;
  /**
   * Writes what is left before the process ends, for at most `withinMs`. Returns how many could not be written; their
   * messages may go out a second time.
   */
  close(withinMs: number): Promise<number>;
}

export interface SentNotesOptions {
  /** The pause between two tries, in milliseconds; well below the wait in `store/messages/delivery.ts`. */
  againAfterMs?: number;
  most?: number;
}

const nameOf = ({ id, resends }: Sending): string => `${id} ${resends}`;

/**
 * @example
 * const notes = createSentNotes((sent) => markSent(database, sent));
 */
export function createSentNotes(
  markSent: (sent: readonly Sent[]) => Promise<void>,
  { againAfterMs = 2000, most = 10_000 }: SentNotesOptions = {},
): SentNotes {
  const kept = new Map<string, Sent>();
  let lastRound: Promise<void> = Promise.resolve();
  let again: NodeJS.Timeout | undefined;

  async function writeTogether(these: readonly Sent[]): Promise<unknown> {
    if (these.length === 0) return undefined;
    try {
      await markSent(these);
      for (const one of these) kept.delete(nameOf(one));
      return undefined;
    } catch (error) {
      return error ?? new Error('the store failed without saying why');
    }
  }

  /** All at once; one after the other when that fails, so that a row which cannot be written holds no other up. */
  async function round(): Promise<unknown> {
    const these = [...kept.values()];
    let fault = await writeTogether(these);
    if (fault === undefined || these.length === 1) return fault;
    let failures = 0;
    for (const one of these) {
      const own = await writeTogether([one]);
      failures = own === undefined ? 0 : failures + 1;
      if (own === undefined) continue;
      fault = own;
      kept.delete(nameOf(one));
      kept.set(nameOf(one), one); // the next round begins with the others
      if (failures === OUTAGE) break;
    }
    return fault;
  }

  async function write(these: readonly Sent[]): Promise<void> {
    const ours = lastRound.then(round);
    lastRound = ours.then(() => {});
    const fault = await ours;
    if (kept.size > 0) tryAgainLater();
    if (these.some((one) => kept.has(nameOf(one)))) throw fault;
  }

  function tryAgainLater(): void {
    again ??= setTimeout(() => {
      again = undefined;
      void write([]);
    }, againAfterMs).unref();
  }

  return {
    keep: (sent) => void kept.set(nameOf(sent), sent),
    of: (sending) => kept.get(nameOf(sending)),
    write,
    get isFull() {
      return kept.size >= most;
    },
    get waiting() {
      return kept.size;
    },
    async close(withinMs) {
      const endsAt = performance.now() + withinMs;
      for (;;) {
        await write([]);
        if (kept.size === 0 || performance.now() >= endsAt) break;
        await pause(Math.min(againAfterMs, 200));
      }
      clearTimeout(again);
      return kept.size;
    },
  };
}

/** So many failures in a row are the store's, not the rows'. */
const OUTAGE = 3;
