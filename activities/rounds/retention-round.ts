/** Erases what the policies keep no longer (§16.4): orders some time after their end, and accounts that nobody uses. */
import { heartbeat, log } from '@temporalio/activity';
import { keptUntil, shortestTerm } from '../../domain/lifecycle/erasure-term.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { civilDate, instant, type CivilDate, type Instant } from '../../domain/time/instant.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import { eraseIdleAccounts } from '../../store/accounts/account-erasure.ts';
import { eraseEndedOrder } from '../../store/orders/erasure.ts';
import { endedOrders, type EndedOrder, type EndedPlace } from '../../store/retention/ended-orders.ts';
import type { RetentionActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { createEraseDocuments } from '../filing/erase-documents.ts';

const DAY_MS = 86_400_000;
const ORDERS_PER_TURN = 200;
const ACCOUNTS_PER_TURN = 500;
/** No page of orders is begun after this time; the next night goes on. Well below the time that Temporal gives the activity. */
const ROUND_MS = 90 * 60_000;

type RetentionDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'documents' | 'rules'>;

export function createRetentionActivities(deps: RetentionDependencies): RetentionActivities {
  const { database, rules } = deps;
  return {
    eraseEndedOrders: async () => {
      const { policies } = await rules();
      const today = civilDate(now());
      const before = instant(now() - shortestTerm(policies, today) * DAY_MS);
      const until = now() + ROUND_MS;
      let [erased, failed] = [0, 0];
      let after: EndedPlace | undefined;
      for (;;) {
        const ended = await endedOrders(database, { before, after, limit: ORDERS_PER_TURN });
        for (const order of ended) {
          heartbeat({ erased, failed });
          if (!isDue(order, policies, today)) continue;
          if (await isErased(deps, order)) erased += 1;
          else failed += 1;
        }
        if (ended.length < ORDERS_PER_TURN || now() > until) return { erased, failed };
        after = ended.at(-1);
      }
    },
    eraseIdleAccounts: async () => {
      const { policies } = await rules();
      const days = policies.resolve('retention.accountDays', {}, civilDate(now()));
      const before = instant(now() - days * DAY_MS);
      let [erased, batch] = [0, ACCOUNTS_PER_TURN];
      while (batch === ACCOUNTS_PER_TURN) {
        batch = await eraseIdleAccounts(database, { before, at: now(), limit: ACCOUNTS_PER_TURN });
        erased += batch;
        heartbeat(erased);
      }
      return { erased };
    },
  };
}

/** Terms run on the order's own clock. */
const isDue = ({ kind, scope, endedAt, clockSkewMs }: EndedOrder, policies: Policies, today: CivilDate): boolean =>
  endedAt !== undefined && keptUntil({ kind, scope, endedAt }, policies, today) < now() + clockSkewMs;

/** One order that cannot be erased keeps no other; the next round tries it again. */
async function isErased(deps: RetentionDependencies, { id, clockSkewMs }: EndedOrder): Promise<boolean> {
  try {
    await createEraseDocuments(deps)({ orderId: id });
    const at = instant(now() + clockSkewMs);
    await eraseEndedOrder(deps.database, deps.vault, {
      orderId: id,
      at,
      cause: { actor: TIMER_ACTOR, action: 'erase', outcome: 'APPLIED' },
    });
    return true;
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown';
    log.error('an order could not be erased; the next round tries it again', { orderId: id, kind });
    return false;
  }
}

const now = (): Instant => instant(Date.now());
