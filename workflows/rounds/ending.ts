/**
 * Ends an order whose filing cannot go on, once two people have agreed. The filing itself does not run, so this workflow writes its
 * last step and has the customer told.
 */
import { proxyActivities } from '@temporalio/workflow';
import type { EndingActivities } from '../../activities/contract.ts';
import { deliverMessages } from '../engine/activity-options.ts';
import type { EndingInput } from '../messages/ending.ts';

const { endOrder } = proxyActivities<EndingActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export async function ending(input: EndingInput): Promise<void> {
  const written = await endOrder(input);
  if (written?.messages) await deliverMessages({ orderId: input.orderId, seq: written.seq });
}
