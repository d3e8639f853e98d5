/**
 * Compares every minute what should run by Postgres with what runs in Temporal, and mends the differences. One of several API
 * processes does it at a time. Each look takes what ended or began lately; everything is compared when the numbers differ, and now
 * and then anyway.
 */
import type { ProcessKey } from '../../store/processes/open-processes.ts';
import { nameOf } from '../../store/processes/open-processes.ts';
import { knownDifferences } from '../../store/processes/differences.ts';
import { onlyOne } from '../../store/postgres/only-one.ts';
import { againAndAgain } from './again-and-again.ts';
import { settle, type SettleDependencies, type Settled } from './settle.ts';
import { countsDiffer, ofAllProcesses, ofRecentRuns } from './suspicions.ts';

export interface ReconcilerOptions {
  everyMs?: number;
  /** Told of each suspicion that was looked into. */
  onSettled?: (settled: Settled) => void;
}

export interface Reconciler {
  /** One look; returns how many suspicions came out how. Empty while another process looks. */
  reconcile: () => Promise<Partial<Record<Settled, number>>>;
  /** Begins nothing more; fulfilled when what is under way is done. */
  stop: () => Promise<void>;
}

/**
 * A look soon after the start, because whoever starts the API may just have lost Temporal, and soon after one that failed: what was away
 * may be back, and filings may have ended with it.
 */
const AFTER = { firstAfterMs: 5_000, againAfterMs: 5_000 };

/** Every so many looks everything is compared, whether or not the numbers differ. */
const ALL_EVERY = 10;
/** How far back a look goes, in its own lengths: runs that one look missed are seen by the next. */
const OVERLAP = 5;
/** How many are looked into at one time. Each takes a connection to Postgres now and then, and requests need some too. */
const AT_ONCE = 8;
const KNOWN_AT_MOST = 1000;

export function startReconciler(deps: SettleDependencies, options: ReconcilerOptions = {}): Reconciler {
  const { everyMs = 60_000, onSettled = () => {} } = options;
  let looks = 0;
  let queue: ProcessKey[] = [];
  let looking: Promise<Partial<Record<Settled, number>>> | undefined;

  async function suspects(): Promise<ProcessKey[]> {
    const isTimeForAll = looks++ % ALL_EVERY === 0;
    const all = isTimeForAll || (await countsDiffer(deps)) ? await ofAllProcesses(deps) : [];
    const recent = await ofRecentRuns(deps, Date.now() - OVERLAP * everyMs);
    const known = await knownDifferences(deps.database, KNOWN_AT_MOST);
    return [...new Map([...known, ...recent, ...all].map((key) => [nameOf(key), key])).values()];
  }

  async function look(): Promise<Partial<Record<Settled, number>>> {
    const found: Partial<Record<Settled, number>> = {};
    queue = await suspects();
    const work = async (): Promise<void> => {
      for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
        const settled = await settledOrLeft(deps, key);
        if (settled === undefined) continue;
        found[settled] = (found[settled] ?? 0) + 1;
        onSettled(settled);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }

  const reconcile = (): Promise<Partial<Record<Settled, number>>> => {
    looking ??= onlyOne(deps.database, 'reconciliation', look)
      .then((found) => found ?? {})
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const endTurns = againAndAgain({ everyMs, ...AFTER }, reconcile, (error) => {
    deps.log.warn({ kind: kindOf(error) }, 'could not compare Postgres with Temporal');
  });
  return {
    reconcile,
    async stop() {
      queue = [];
      endTurns();
      await looking?.catch(() => {}); // it was logged
    },
  };
}

/** One process that cannot be looked into does not keep the others waiting. */
async function settledOrLeft(deps: SettleDependencies, key: ProcessKey): Promise<Settled | undefined> {
  try {
    return await settle(deps, key);
  } catch (error) {
    deps.log.warn({ caseId: key.caseId, process: key.process, kind: kindOf(error) }, 'could not look into a process');
    return undefined;
  }
}

const kindOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
