/**
 * Looks every few seconds for what a crash or an outage left behind, and does it: filings that were not started, actions
 * that may not have arrived, signals that are owed. Several processes may sweep at once.
 */
import { instant } from '../../domain/time/instant.ts';
import { openCampaignBatch } from '../../store/inspection-campaigns/open-batch.ts';
import { openInspectionCases } from '../../store/inspections/open-cases.ts';
import { takeOverLeftBehind } from '../../store/owed/left-behind.ts';
import { isWorkDue } from '../../store/owed/owed-work.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { temporalAnswers } from '../processes/process-client.ts';
import { handlers } from './handlers.ts';
import { kindsOf, workOff } from './work-off.ts';

/** How many inspections get their case in one sweep, so that a campaign over very many spreads itself. */
const CASES_A_SWEEP = 100;

export interface SweeperOptions {
  everyMs?: number;
  /** Younger orders and actions are left to the requests that created them. */
  olderThanMs?: number;
  /** After this time a sweep begins nothing more; the next one goes on, and looks first for what has come meanwhile. */
  withinMs?: number;
}

export interface Sweeper {
  /** One sweep; returns how many pieces of work are done. */
  sweep: () => Promise<number>;
  stop: () => void;
}

export function startSweeper(deps: SendDependencies, options: SweeperOptions = {}): Sweeper {
  const { everyMs = 2_000, olderThanMs = 15_000, withinMs = 1_500 } = options;
  const doing = handlers(deps);
  const kinds = kindsOf(doing);
  let sweeping: Promise<number> | undefined;

  /** While Temporal is unavailable nothing is tried, so that an outage costs no work its tries. */
  async function look(): Promise<number> {
    const now = instant(deps.now());
    await takeOverLeftBehind(deps.database, { kinds, before: instant(now - olderThanMs), now });
    await openCampaignBatch(deps.database, { limit: CASES_A_SWEEP, now });
    await openInspectionCases(deps.database, deps.vault, { limit: CASES_A_SWEEP, now });
    if (!(await isWorkDue(deps.database, kinds, now))) return 0;
    await temporalAnswers(deps);
    const done = await workOff(deps, doing, withinMs);
    if (done > 0) deps.log.info({ done }, 'did what had been left behind');
    return done;
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
