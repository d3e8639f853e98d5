import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { readOutcome } from '../../store/audit/history.ts';
import type { ProcessActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { present } from '../../domain/present.ts';

/** What an earlier run of a process answered to an action, read from the audit trail. */
export function createKnownOutcome({
  database,
  vault,
}: Pick<ActivityDependencies, 'database' | 'vault'>): ProcessActivities['knownOutcome'] {
  return async ({ orderId, actionId, until }) => {
    const known = await readOutcome(database, vault, orderId as OrderId, actionId as ActionId);
    if (known === undefined || known.at > until) return null;
    const { outcome, reason, to, visit } = known;
    return { outcome, ...present({ reason }), stage: to, visit };
  };
}
