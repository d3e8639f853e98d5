/**
 * Repairs what a crash or an unreachable Temporal left open: starts filings that were not started, and sends actions again
 * that may not have arrived. Several processes may sweep at once.
 */
import { instant } from '../../domain/time/instant.ts';
import { unstartedOrders } from '../../store/orders/order-workflows.ts';
import { startFiling } from '../processes/process-client.ts';
import { resendNoted } from './noted-actions.ts';
import type { SendDependencies } from './send-action.ts';

export interface SweeperOptions {
  everyMs?: number;
  /** Younger orders and actions are left to the requests that created them. */
  olderThanMs?: number;
}

export interface Sweeper {
  /** One sweep; returns how many filings were started and actions sent. */
  sweep: () => Promise<number>;
  stop: () => void;
}

export function startSweeper(deps: SendDependencies, options: SweeperOptions = {}): Sweeper {
  const { everyMs = 10_000, olderThanMs = 15_000 } = options;
  let sweeping: Promise<number> | undefined;

  async function look(): Promise<number> {
    const before = instant(deps.now() - olderThanMs);
    const left = await unstartedOrders(deps.database, { before });
    for (const order of left) await startFiling(deps, order);
    const actions = await resendNoted(deps, before);
    if (left.length + actions > 0) deps.log.info({ filings: left.length, actions }, 'mended what had been left behind');
    return left.length + actions;
  }

  const sweep = (): Promise<number> => {
    sweeping ??= look().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  };
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => {
      deps.log.warn(
        { kind: error instanceof Error ? error.name : 'unknown' },
        'could not look for what was left behind',
      );
    });
  }, everyMs);
  return { sweep, stop: () => clearInterval(timer) };
}
