/** The activities of the exchange with a bureau. */
import { proxyActivities } from '@temporalio/workflow';
import type { BureauActivities } from '../../activities/contract.ts';

/**
 * A turn makes at most two calls, each bounded in time by the configuration of its account. It is tried for ever: what it found out
 * stands in Postgres, and the next try goes on from there.
 */
export const bureauActivities = proxyActivities<BureauActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
});
