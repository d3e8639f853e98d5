/** Once a day, by a Temporal schedule: reads days of new versions of records, and reminds accounts of what ends soon. */
import { proxyActivities } from '@temporalio/workflow';
import type { WatchActivities } from '../../activities/contract.ts';

const { readRecordDays, remindOfRecordDays } = proxyActivities<WatchActivities>({
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '5 minutes',
  retry: { initialInterval: '1 minute', backoffCoefficient: 2, maximumInterval: '30 minutes', maximumAttempts: 10 },
});

export async function watchRound(): Promise<{ read: number; reminded: number }> {
  const { read } = await readRecordDays();
  const { reminded } = await remindOfRecordDays();
  return { read, reminded };
}
