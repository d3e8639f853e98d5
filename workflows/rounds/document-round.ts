/** Once a day, by a Temporal schedule: removes images that are no longer needed, and compares the object store with Postgres. */
import { proxyActivities } from '@temporalio/workflow';
import type { DocumentActivities } from '../../activities/contract.ts';

const { removeReplacedScans, compareDocumentStore } = proxyActivities<DocumentActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '5 minutes',
  retry: { initialInterval: '1 minute', backoffCoefficient: 2, maximumInterval: '30 minutes', maximumAttempts: 10 },
});

export async function documentRound(): Promise<{ removed: number; orphans: number; missing: number }> {
  const { removed } = await removeReplacedScans();
  const { orphans, missing } = await compareDocumentStore();
  return { removed, orphans, missing };
}
