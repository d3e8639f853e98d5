/**
 * Whose an order is, for the lists of customers: each step of each order is told to every process, and one question per order is enough for
 * all the pages that follow.
 */
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import { ownerOfOrder } from '../../store/orders/orders.ts';
import type { ConsoleDependencies } from '../dependencies.ts';

const MOST_KEPT = 5_000;

/** Asks once for each order that is kept in mind; undefined where nobody can say. */
export function ownersOf({
  database,
  log,
}: Pick<ConsoleDependencies, 'database' | 'log'>): (order: CaseId) => Promise<AccountId | undefined> {
  const kept = new Map<CaseId, Promise<AccountId | undefined>>();
  return (order) => {
    const known = kept.get(order);
    if (known !== undefined) return known;
    const asked = ownerOfOrder(database, order).catch((error: unknown) => {
      kept.delete(order);
      log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'a list could not be told of a step');
      return undefined;
    });
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(order, asked);
    return asked;
  };
}
