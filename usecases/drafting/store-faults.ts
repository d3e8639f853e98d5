import { AskPersonError } from '../../adapters/delivery-faults.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/**
 * Work with the object store for one order. Where only a person can help (keys, bucket, certificate), operators get a task; whoever
 * asked hears that it is to be tried again later.
 */
export async function inStore<Result>(
  { database, now }: Pick<UseCaseDependencies, 'database' | 'now'>,
  order: Order,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AskPersonError) {
      const at = filingTime(order, now());
      await openTask(database, { caseId: order.id, kind: 'DOCUMENTS_NEED_PERSON', visit: order.visit, at });
    }
    throw error;
  }
}
