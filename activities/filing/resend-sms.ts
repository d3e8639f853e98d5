import { AskPersonError, PermanentError } from '../../adapters/delivery-faults.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import type { FilingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Asks MIIT to send its SMS once more. A refusal opens an operator's task and never ends the filing (R-SMS-6). */
export function createResendSms({
  database,
  vault,
  bureau,
}: Pick<ActivityDependencies, 'database' | 'vault' | 'bureau'>): FilingActivities['resendSms'] {
  return async ({ orderId, handOver, personId, actionId }) => {
    try {
      const request = { orderId, handOver, idempotencyKey: actionId };
      await bureau.resendSms(personId === undefined ? request : { ...request, personId });
    } catch (error) {
      if (!(error instanceof PermanentError || error instanceof AskPersonError)) throw error;
      const order = await readOrder(database, vault, orderId as OrderId);
      if (!order) return;
      await openTask(database, {
        caseId: order.id,
        kind: 'HAND_OVER_NEEDS_PERSON',
        visit: order.visit,
        at: order.enteredAt,
      });
    }
  };
}
