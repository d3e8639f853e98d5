/** Once a day, by a Temporal schedule: seals the audit trail and deletes rows that are no longer needed. */
import { proxyActivities } from '@temporalio/workflow';
import type { HousekeepingActivities } from '../../activities/contract.ts';

const { sealAuditHeads, pruneKeptAnswers } = proxyActivities<HousekeepingActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});

export async function housekeeping(): Promise<{ heads: number; removed: number }> {
  const { heads } = await sealAuditHeads();
  const { removed } = await pruneKeptAnswers();
  return { heads, removed };
}
