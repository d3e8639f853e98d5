/** What people do to an order: refused here at once where that is certain, then sent to the filing, which decides. */
import { actionData, isAction, type Action } from '../../domain/lifecycle/action.ts';
import {
  impliesAcceptance,
  mayEver,
  refusedHere,
  standingOf,
  type Attempt,
  type RefusedHere,
} from '../../domain/lifecycle/refused-here.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import { inquire, type Inquiry } from '../../facts/inquiry.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import { recordAfterEnd } from '../../store/audit/after-end.ts';
import { readOutcome, type ActionOutcome } from '../../store/audit/history.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { countAction } from '../../store/orders/action-counts.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isWritten, lackingIn, settleDraft } from '../drafting/draft.ts';
import { inDateRange } from '../dates/date-range.ts';
import { findingsIn } from '../misread.ts';
import { askedDigest, notedBefore, sendNoted } from '../outbox/send-noted.ts';
import { storedId } from '../outbox/stored-id.ts';
import { refusal } from '../refusal.ts';
import { untickedIn } from '../review/unticked.ts';
import { giveBack, limitFor, staysCounted, tooOftenToday, type DailyLimit } from './daily-limit.ts';
import { toldInOneSpelling } from './told-numbers.ts';
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
  const [before, limit] = await Promise.all([
    readOutcome(deps.database, deps.vault, found.id, actionId),
    limitFor(deps, found, caller, action),
    notedBefore(deps, found, actionId, digest),
  ]);
  if (before !== undefined) return { outcome: before, order: found, isRepeat: true };
  const known = knownAction(action, caller);
  const schema = actionData[known]();
  const read = schema.safeParse(data ?? {});
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error, 'data') });
  const told = toldInOneSpelling(found, known, await inDateRange(deps, schema, read.data, 'data'));
  const ask = inquire(deps);
  const order = await upToDate(deps, ask, found, { caller, action: known });
  const actor = actorOf(caller);
  const attempt = { action: known, role: caller.role, visit, data: told, actor, actionId };
  const written = await refuseAtOnce(deps, ask, order, { ...attempt, limit });
  if (written !== undefined) return { outcome: written, order, isRepeat: false };
  const findings = await untickedIn(deps, order, caller, { action: known, data: told });
  if (findings.length > 0) throw refusal('CHECKLIST_INCOMPLETE', { findings });
  const message = { actionId, actor, visit: visit ?? order.visit, data: told };
  const outcome = await sendNoted(deps, order, { to: 'filing', action: known, ...message }, { digest, limit });
  if (outcome?.outcome !== 'APPLIED') return { outcome, order, isRepeat: false };
  const counts = staysCounted(known, caller.role);
  const [after] = await Promise.all([
    readOrder(deps.database, deps.vault, order.id),
    counts ? undefined : giveBack(deps, limit),
  ]);
  return { outcome, order: after ?? order, isRepeat: false };
}

/**
 * An edit the filing could not be told of is told now, so that it decides on what the customer sees. It counts with the
 * action, so that whoever has made all edits of the day can still submit.
 */
async function upToDate(
  deps: UseCaseDependencies,
  ask: Inquiry,
  order: Order,
  { caller, action }: { caller: Caller; action: Action },
): Promise<Order> {
  if (!isDrafting(order.stage) || !isWritten(order) || caller.role !== 'applicant') return order;
  const limit = await limitFor(deps, order, caller, `edited:${action}`);
  return (await settleDraft(deps, ask, order, actorOf(caller), limit)).order;
}

function knownAction(action: string, caller: Caller): Action {
  if (!isAction(action) || SENT_AFTER_EDITS.has(action))
    throw refusal('UNKNOWN_ACTION', { detail: `There is no action ${action}.` });
  if (!mayEver(action, caller.role))
    throw refusal('ROLE_NOT_ALLOWED', { detail: `The role ${caller.role} may not do ${action}.` });
  return action;
}

interface Attempted extends Attempt {
  limit: DailyLimit;
  actor: Actor;
  actionId: ActionId;
}

/**
 * What the database says at once, without a signal. The stored state may be behind the filing, when something else is on its
 * way to it. No action is refused wrongly for that: each is meant for one visit, and whatever changes the state begins a new
 * one, so the filing would refuse it as meant for the visit before. Outside parties name no visit and are not refused here.
 * What an operator must look at is written into the history with its task; returns its outcome.
 */
async function refuseAtOnce(
  deps: UseCaseDependencies,
  ask: Inquiry,
  order: Order,
  attempt: Attempted,
): Promise<ActionOutcome | undefined> {
  const standing = standingOf(order);
  if (impliesAcceptance(standing, attempt)) return undefined;
  const found = refusedHere(standing, attempt);
  if (found === undefined) return undefined;
  if (found.tasks !== undefined) return writeRefusal(deps, order, attempt, found);
  if (found.reason === 'INCOMPLETE') return refuseIncomplete(deps, ask, order);
  const isOfRole = found.reason === 'ROLE_NOT_ALLOWED';
  throw refusal(found.reason, isOfRole ? {} : { detail: `The order is in ${order.stage}.` });
}

/** Within the limit of the day, so that nobody fills the history with refusals. */
async function writeRefusal(
  deps: UseCaseDependencies,
  order: Order,
  { action, actor, actionId, limit }: Attempted,
  refused: RefusedHere,
): Promise<ActionOutcome> {
  if (!(await countAction(deps.database, limit.as, limit.limit))) throw tooOftenToday(deps, order);
  const at = filingTime(order, deps.now());
  return recordAfterEnd(deps.database, deps.vault, { orderId: order.id, at, actor, action, actionId, refused });
}

/** A draft that lacks something; where the check finds nothing any more, the filing decides. */
async function refuseIncomplete(deps: UseCaseDependencies, ask: Inquiry, order: Order): Promise<undefined> {
  if (!isWritten(order)) return;
  const findings = await lackingIn(deps, ask, order);
  if (findings.length > 0) throw refusal('INCOMPLETE', { findings });
}
