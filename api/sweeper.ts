/** Starts the filings that a crash, or an unreachable Temporal, left unstarted. Several processes may sweep at once. */
import { instant } from '../domain/instant.ts';
import { unstartedOrders } from '../store/orders.ts';
import type { Api } from './dependencies.ts';
import { startFiling } from './filings.ts';

export interface SweeperOptions {
  everyMs?: number;
  /** Younger orders are left to the request that opens them. */
  olderThanMs?: number;
}

export interface Sweeper {
  /** One look; returns how many filings were started. */
  sweep: () => Promise<number>;
  stop: () => void;
}

type SweeperDependencies = Pick<Api, 'database' | 'temporal' | 'taskQueue' | 'limits' | 'log' | 'now'>;

export function startSweeper(api: SweeperDependencies, options: SweeperOptions = {}): Sweeper {
  const { everyMs = 10_000, olderThanMs = 15_000 } = options;
  let sweeping: Promise<number> | undefined;

  async function look(): Promise<number> {
    const left = await unstartedOrders(api.database, { before: instant(api.now() - olderThanMs) });
    for (const order of left) await startFiling(api, order);
    if (left.length > 0) api.log.info({ filings: left.length }, 'started filings that had been left unstarted');
    return left.length;
  }

  const sweep = (): Promise<number> => {
    sweeping ??= look().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  };
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => {
      api.log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'could not look for unstarted filings');
    });
  }, everyMs);
  return { sweep, stop: () => clearInterval(timer) };
}
