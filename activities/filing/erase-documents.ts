import pLimit from 'p-limit';
import type { OrderId } from '../../domain/identifiers.ts';
import { objectKeysOf } from '../../store/orders/erasure.ts';
import type { FilingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** A store is not asked for more at the same time. */
const AT_ONCE = 8;

/** Removes the images of an order before its key is destroyed (R-SM-13). */
export function createEraseDocuments({
  database,
  documents,
}: Pick<ActivityDependencies, 'database' | 'documents'>): FilingActivities['eraseDocuments'] {
  return async ({ orderId }) => {
    const keys = await objectKeysOf(database, orderId as OrderId);
    const inTurn = pLimit(AT_ONCE);
    await Promise.all(keys.map((key) => inTurn(() => documents.delete(key))));
  };
}
