/**
 * Sends a held or failed message again when an operator asks for it. This is a workflow of its own, because the filing may
 * have ended long ago. A message that was sent meanwhile is not sent again; otherwise it gets the tries of every message.
 */
import { proxyActivities } from '@temporalio/workflow';
import type { RedeliveryActivities } from '../../activities/contract.ts';
import { deliverMessages } from '../engine/activity-options.ts';
import type { RedeliveryInput } from '../messages/redelivery.ts';

const { reopenMessage } = proxyActivities<RedeliveryActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

export async function redelivery({ messageId, by }: RedeliveryInput): Promise<{ reopened: boolean }> {
  const place = await reopenMessage({ messageId, by });
  if (place === null) return { reopened: false };
  await deliverMessages({ ...place, messageIds: [messageId] });
  return { reopened: true };
}
