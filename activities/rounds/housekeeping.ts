import { activityInfo, log } from '@temporalio/activity';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { newestSealSince, sealHeads } from '../../store/audit/audit-seals.ts';
import { prune } from '../../store/retention/prune.ts';
import type { HousekeepingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Well below the time that Temporal gives the activity. */
const PRUNING_MS = 8 * 60_000;

type HousekeepingDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'sealKeepers'>;

export function createHousekeeping({
  database,
  vault,
  sealKeepers = [],
}: HousekeepingDependencies): HousekeepingActivities {
  return {
    sealAuditHeads: async () => {
      // A repeat keeps the seal that the try before has made, and makes no other.
      const made = await newestSealSince(database, instant(activityInfo().scheduledTimestampMs));
      const { number, heads, hash, sealedAt } = made ?? (await sealHeads(database, vault.auditMac, now()));
      for (const keeper of sealKeepers) await keeper.keep({ number, hash, sealedAt: new Date(sealedAt) });
      // Where the log is kept, the seal is kept outside the database: audit-verify can be told to expect it.
      log.info('the audit chains are sealed', { seal: `${number}:${hash}`, heads });
      return { heads };
    },
    pruneKeptAnswers: async () => ({ removed: await prune(database, { now: now(), withinMs: PRUNING_MS }) }),
  };
}

const now = (): Instant => instant(Date.now());
