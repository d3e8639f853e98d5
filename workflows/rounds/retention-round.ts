/** Once a day, by a Temporal schedule: erases the personal data that the policies keep no longer. */
import { proxyActivities } from '@temporalio/workflow';
import type { RetentionActivities } from '../../activities/contract.ts';

const { eraseEndedOrders, eraseIdleAccounts } = proxyActivities<RetentionActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '5 minutes',
  retry: { initialInterval: '1 minute', backoffCoefficient: 2, maximumInterval: '30 minutes', maximumAttempts: 10 },
});

export async function retentionRound(): Promise<{ orders: number; failed: number; accounts: number }> {
  const { erased: orders, failed } = await eraseEndedOrders();
  const { erased: accounts } = await eraseIdleAccounts();
  return { orders, failed, accounts };
}
