/**
 * Keeps the parts of a stack running: a child that ends without being asked to is started again, after a pause that grows
 * while it keeps ending at once. Whoever watches the terminal gets one line for each end, and the last lines of the log of a
 * child that ends again and again. The other children are left alone.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from '../progress.ts';
import { endOfLog, startChild, untilReady, type ChildExit, type ChildOptions } from './children.ts';

export interface SupervisedOptions extends ChildOptions {
  /** Whether the child does its work now; asked after every start until it does. */
  readonly isReady: () => Promise<boolean>;
  /** How long a start may take; the first one then fails, a later one is broken off and tried again. */
  readonly readyWithinSeconds: number;
  readonly progress: Progress;
  readonly pauses?: Pauses;
}

/** Between an end and the next start, in milliseconds. */
export interface Pauses {
  /** Doubled with every end at once. */
  readonly first: number;
  readonly longest: number;
  /** After a run of this length the pause is the first one again. */
  readonly afterGoodRun: number;
}

export interface Supervised {
  readonly name: string;
  /** The id of the process that runs now, or ran last. */
  pid(): number;
  /** How often it has ended without being asked to: while it did its work, and before a new start was through. */
  readonly ends: () => Readonly<{ atWork: number; atStart: number }>;
  /** Whether it runs and was seen to do its work. */
  isReady(): boolean;
  /** Stops it for good. */
  readonly stop: () => Promise<void>;
}

const PAUSES: Pauses = { first: 250, longest: 15_000, afterGoodRun: 10_000 };
/** After every so many ends at once, one after the other, the log is shown. */
const ENDS_UNTIL_LOG = 3;

/** Starts the child and keeps it running. Throws when the first start fails; nothing runs then. */
export async function supervise(options: SupervisedOptions): Promise<Supervised> {
  const { name, logFile, progress, readyWithinSeconds, pauses = PAUSES } = options;
  const stopping = new AbortController();
  let child = startChild(options);
  let ready = false;
  const ends = { atWork: 0, atStart: 0 };

  async function keep(): Promise<void> {
    let startedAt = Date.now();
    for (let endsAtOnce = 0; ;) {
      const exit = await child.exited;
      const wasReady = ready;
      ready = false;
      if (stopping.signal.aborted) return;
      if (wasReady) ends.atWork += 1;
      else ends.atStart += 1;
      endsAtOnce = Date.now() - startedAt < pauses.afterGoodRun ? endsAtOnce + 1 : 1;
      const wait = Math.min(pauses.first * 2 ** (endsAtOnce - 1), pauses.longest);
      progress(whatHappened(name, exit, wait));
      if (endsAtOnce % ENDS_UNTIL_LOG === 0) progress(`${name} keeps ending. ${endOfLog(logFile)}`);
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      startedAt = Date.now();
      child = startChild(options);
      void seeReady();
    }
  }

  /** A child that does not get ready in time is stopped, and so started again. */
  async function seeReady(): Promise<void> {
    const started = child;
    try {
      await untilReady(started, readyWithinSeconds, options.isReady);
      ready = started.isRunning();
      if (ready) progress(`${name} runs again.`);
    } catch {
      await started.stop();
    }
  }

  try {
    await untilReady(child, readyWithinSeconds, options.isReady);
  } catch (error) {
    await child.stop();
    throw error;
  }
  ready = true;
  const kept = keep();
  return {
    name,
    pid: () => child.pid,
    ends: () => ends,
    isReady: () => ready && child.isRunning(),
    async stop() {
      stopping.abort();
      await child.stop();
      await kept;
    },
  };
}

function whatHappened(name: string, { code, signal }: ChildExit, waitMs: number): string {
  const when = waitMs < 1_000 ? 'at once' : `in ${Math.round(waitMs / 1_000)} s`;
  return `${name} ended unexpectedly (${signal ?? `exit ${code}`}); it is started again ${when}.`;
}
