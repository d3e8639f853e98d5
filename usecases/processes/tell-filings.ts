/** Tells many filings at once that something they depend on has changed. Safe to repeat: the same change is told once. */
import type { Action } from '../../domain/lifecycle/action.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import type { Actor } from '../../domain/role.ts';
import { openOrderIds } from '../../store/orders/order-workflows.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { signalFiling } from './process-client.ts';

/** How many signals are under way at one time; Temporal answers each within milliseconds. */
const AT_ONCE = 16;
const PAGE = 500;

export interface Change {
  action: Extract<Action, 'calendarChanged' | 'policyChanged'>;
  actionId: ActionId;
  actor: Actor;
}

/** Tells every filing that has not ended of the change; returns how many. */
export async function tellAllFilings(
  deps: Pick<UseCaseDependencies, 'database' | 'temporal' | 'limits'>,
  change: Change,
): Promise<number> {
  let told = 0;
  let after: OrderId | undefined;
  for (;;) {
    const page = await openOrderIds(deps.database, { limit: PAGE, ...present({ after }) });
    for (let start = 0; start < page.length; start += AT_ONCE) {
      const batch = page.slice(start, start + AT_ONCE);
      const { action, actionId, actor } = change;
      const sent = await Promise.all(
        batch.map(({ id }) => signalFiling(deps, id, action, { actionId, actor, data: {} })),
      );
      told += sent.filter((state) => state === 'SENT').length;
    }
    after = page.at(-1)?.id;
    if (after === undefined || page.length < PAGE) return told;
  }
}
