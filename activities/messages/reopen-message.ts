import { NOBODY_ASKED, stepOfLeft } from '../../store/messages/left.ts';
import { reopenMessage } from '../../store/messages/undelivered.ts';
import type { RedeliveryActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * Gives a held or failed message all its tries again, unless it was sent meanwhile. A message that was left behind, for which
 * nobody asked, goes on as it is.
 */
export const createReopenMessage =
  ({ database }: Pick<ActivityDependencies, 'database'>): RedeliveryActivities['reopenMessage'] =>
  async ({ messageId, by }) => {
    const reopened = await (by === NOBODY_ASKED
      ? stepOfLeft(database, messageId)
      : reopenMessage(database, messageId, by));
    if (reopened === undefined) return null;
    const { caseId, source, seq } = reopened;
    return { orderId: caseId, source, seq };
  };
