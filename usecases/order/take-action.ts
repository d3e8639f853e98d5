/** What people do to an order: refused here at once where that is certain, then sent to the filing, which decides. */
import { actionData, isAction, type Action } from '../../domain/lifecycle/action.ts';
import {
  impliesAcceptance,
  mayEver,
  refusedHere,
  standingOf,
  type Attempt,
} from '../../domain/lifecycle/refused-here.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import { inquire } from '../../facts/inquiry.ts';
import { readOutcome, type ActionOutcome } from '../../store/audit/history.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isWritten, settleDraft } from '../drafting/draft.ts';
import { findingsIn } from '../misread.ts';
import { askedDigest, notedBefore, sendNoted } from '../outbox/send-noted.ts';
import { storedId } from '../outbox/stored-id.ts';
import { refusal } from '../refusal.ts';
import { SENT_AFTER_EDITS } from './possible-actions.ts';

export interface ActionAsked {
  action: string;
  /** The caller's name for it: sent again with the same data, it has the first outcome. */
  name: string;
  /** The stay in a state the caller decided on; the present one when left out. */
  visit: number | undefined;
  data: unknown;
}

export interface ActionTaken {
  /** What became of it; undefined when it is stored and no worker has answered yet. */
  outcome: ActionOutcome | undefined;
  /** The order as it is then. */
  order: Order;
  /** The outcome is that of an earlier request under the same name. */
  isRepeat: boolean;
}

export async function takeAction(
  deps: UseCaseDependencies,
  found: Order,
  caller: Caller,
  { action, name, visit, data }: ActionAsked,
): Promise<ActionTaken> {
  const actionId = storedId(caller, name);
  const digest = askedDigest(deps, action, visit ?? null, data ?? {});
  await notedBefore(deps, found, actionId, digest);
  const before = await readOutcome(deps.database, deps.vault, found.id, actionId);
  if (before !== undefined) return { outcome: before, order: found, isRepeat: true };
  const known = knownAction(action, caller);
  const read = actionData[known]().safeParse(data ?? {});
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error, 'data') });
  const order = await upToDate(deps, found, caller);
  refuseAtOnce(order, { action: known, role: caller.role, visit, data: read.data });
  const message = { actionId, actor: actorOf(caller), visit: visit ?? order.visit, data: read.data };
  const outcome = await sendNoted(deps, order, { to: 'filing', action: known, ...message }, digest);
  const after = outcome?.outcome === 'APPLIED' ? await readOrder(deps.database, deps.vault, order.id) : order;
  return { outcome, order: after ?? order, isRepeat: false };
}

/** An edit the filing could not be told of is told now, so that it decides on what the customer sees. */
async function upToDate(deps: UseCaseDependencies, order: Order, caller: Caller): Promise<Order> {
  if (!isDrafting(order.stage) || !isWritten(order) || caller.role !== 'applicant') return order;
  return (await settleDraft(deps, inquire(deps), order, actorOf(caller))).order;
}

function knownAction(action: string, caller: Caller): Action {
  if (!isAction(action) || SENT_AFTER_EDITS.has(action))
    throw refusal('UNKNOWN_ACTION', { detail: `There is no action ${action}.` });
  if (!mayEver(action, caller.role))
    throw refusal('ROLE_NOT_ALLOWED', { detail: `The role ${caller.role} may not do ${action}.` });
  return action;
}

/**
 * What the database says at once; the filing checks again when the action reaches it. What a draft still lacks only the
 * filing names, and what an operator must look at it writes down, so both are left to it.
 */
function refuseAtOnce(order: Order, attempt: Attempt): void {
  const standing = standingOf(order);
  if (impliesAcceptance(standing, attempt)) return;
  const found = refusedHere(standing, attempt);
  if (found === undefined || found.reason === 'INCOMPLETE' || found.tasks !== undefined) return;
  const isOfRole = found.reason === 'ROLE_NOT_ALLOWED';
  throw refusal(found.reason, isOfRole ? {} : { detail: `The order is in ${order.stage}.` });
}
