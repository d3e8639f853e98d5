/**
 * The outbox: actions of people are noted before they are sent. So one id means one action, and nothing is lost or answered
 * wrongly while it is not known whether Temporal has accepted the signal. An action is sent again until it has certainly
 * arrived; its id makes it happen once.
 */
import { canonicalJson } from '../../domain/digest.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import {
  forgetAction,
  markArrived,
  noteRequest,
  readRequest,
  requestDigest,
  unsentRequests,
  type SentAction,
} from '../../store/outbox/action-requests.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isUnavailable, mayHaveArrived } from '../processes/unreachable.ts';
import { temporalAnswers } from '../processes/process-client.ts';
import { refusal } from '../refusal.ts';
import { undoneOnFailure } from '../undone-on-failure.ts';
import { deliverAction, deliverReport, type SendDependencies } from './send-action.ts';

/** What was asked under an id: everything in which two equal requests agree. */
export const askedDigest = ({ vault }: Pick<UseCaseDependencies, 'vault'>, ...asked: readonly unknown[]): Buffer =>
  requestDigest(vault, canonicalJson(asked));

/** Refuses an id under which something else was asked before; else returns whether this was asked before. */
export async function notedBefore(
  { database }: Pick<UseCaseDependencies, 'database'>,
  { id }: Order,
  actionId: ActionId,
  digest: Buffer,
): Promise<'NEW' | 'SAME'> {
  const known = await readRequest(database, id, actionId);
  if (known === undefined) return 'NEW';
  if (!known.digest.equals(digest)) throw otherUse();
  return 'SAME';
}

const otherUse = () =>
  refusal('KEY_REUSED', { detail: 'Something else was sent under this name before. Choose a new one.' });

/**
 * Sends an action and waits for its outcome; undefined when the action is stored, here or in Temporal, and has no outcome
 * yet. Throws when it was certainly not sent.
 */
export async function sendNoted(
  deps: SendDependencies,
  order: Order,
  sent: SentAction,
  digest: Buffer,
): Promise<ActionOutcome | undefined> {
  if ((await notedBefore(deps, order, sent.actionId, digest)) === 'NEW') await temporalAnswers(deps);
  const noted = await note(deps, order, sent, digest);
  const outcome = waiting(deps, order, sent);
  const send = async () => {
    try {
      return (await deliver(deps, order, sent)) ?? (await outcome);
    } catch (error) {
      if (noted === 'SAME' || mayHaveArrived(error)) return outcome;
      throw error;
    }
  };
  // If the action cannot be removed, the sweeper sends it later.
  return undoneOnFailure(send, () => forgetAction(deps.database, nameOf(order, sent)));
}

/** The same for a signal about something that is stored already: if it cannot be sent now, it is sent later. */
export async function sendNowOrLater(
  deps: SendDependencies,
  order: Order,
  sent: SentAction,
): Promise<ActionOutcome | undefined> {
  await note(deps, order, sent, askedDigest(deps, sent));
  const outcome = waiting(deps, order, sent);
  try {
    return (await deliver(deps, order, sent)) ?? (await outcome);
  } catch (error) {
    deps.log.warn({ orderId: order.id, kind: error instanceof Error ? error.name : 'unknown' }, 'sent later');
    return undefined;
  }
}

/** Sends actions that were noted before `before` and may not have arrived; returns how many have arrived now. */
export async function resendNoted(deps: SendDependencies, before: Instant): Promise<number> {
  let arrived = 0;
  for (const { orderId, sent } of await unsentRequests(deps.database, deps.vault, { before })) {
    const order = await readOrder(deps.database, deps.vault, orderId);
    if (order !== undefined && (await resent(deps, order, sent))) arrived += 1;
  }
  return arrived;
}

/** An action that cannot be sent for a reason of its own does not hold back the others. */
async function resent(deps: SendDependencies, order: Order, sent: SentAction): Promise<boolean> {
  try {
    await deliver(deps, order, sent);
    return true;
  } catch (error) {
    if (isUnavailable(error)) throw error;
    deps.log.error({ orderId: order.id, action: sent.action }, 'an action cannot be sent; its filing does not run');
    return false;
  }
}

async function note(deps: SendDependencies, order: Order, sent: SentAction, digest: Buffer): Promise<'NEW' | 'SAME'> {
  const { database, vault, now } = deps;
  const noted = await noteRequest(database, vault, { orderId: order.id, sent, digest, at: instant(now()) });
  if (noted === 'OTHER') throw otherUse();
  return noted;
}

/** A missing outcome is no failure: an action that was sent will have one. */
const waiting = ({ actionWaiter, limits }: SendDependencies, { id }: Order, { actionId }: SentAction) =>
  actionWaiter.waitForOutcome(id, actionId, limits.outcomeWaitMs).catch(() => undefined);

async function deliver(deps: SendDependencies, order: Order, sent: SentAction): Promise<ActionOutcome | undefined> {
  const late = await (sent.to === 'filing' ? deliverAction(deps, order, sent) : deliverReport(deps, order, sent));
  await markArrived(deps.database, nameOf(order, sent)).catch(() => {}); // sending it once more changes nothing
  return late;
}

const nameOf = ({ id }: Order, { actionId }: SentAction) => ({ orderId: id, actionId });
