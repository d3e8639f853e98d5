/**
 * What an outside party says about an order: stored, then told to the filing. A party that says the same thing over and over
 * may be put off, because it says it again later; what the stored state is waiting for, such as a decision, is never put off.
 */
import { isRepeatable } from '../../domain/lifecycle/repeatable.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { impliesAcceptance, refusedHere, standingOf } from '../../domain/lifecycle/refused-here.ts';
import type { Actor } from '../../domain/role.ts';
import { countAction } from '../../store/orders/action-counts.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { storeAndSend, type Sending } from '../outbox/send-noted.ts';
import { refusal } from '../refusal.ts';
import { toldInOneSpelling } from './told-numbers.ts';
import { limitForParty } from './daily-limit.ts';

export interface Said {
  action: Action;
  actionId: ActionId;
  actor: Actor;
  data: unknown;
}

/** The stored state may be behind, so a party that is put off is heard again soon. */
const PUT_OFF_SECONDS = 60;

export async function hearParty(deps: UseCaseDependencies, order: Order, said: Said): Promise<Sending> {
  const spelled = toldInOneSpelling(order, said.action, said.data);
  const { as, limit } = await limitForParty(deps, order, { party: said.actor.role, action: said.action });
  if (!(await countAction(deps.database, as, limit)) && mayWait(order, said)) {
    const title = 'This was said too often of this order today. Say it again later.';
    throw refusal('TOO_MANY', { title, retryAfter: PUT_OFF_SECONDS });
  }
  return storeAndSend(deps, order, { to: 'filing', ...said, data: spelled });
}

function mayWait(order: Order, { action, actor, data }: Said): boolean {
  const attempt = { action, role: actor.role, data };
  if (isRepeatable(action, actor.role)) return true;
  const standing = standingOf(order);
  return !impliesAcceptance(standing, attempt) && refusedHere(standing, attempt) !== undefined;
}
