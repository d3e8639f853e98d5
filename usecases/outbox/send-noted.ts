/**
 * The outbox: actions of people are noted before they are sent. So one id means one action, and nothing is lost or answered
 * wrongly while it is not known whether Temporal has accepted the signal. An action is sent again until it has certainly
 * arrived; its id makes it happen once.
 */
import { canonicalJson } from '../../domain/digest.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { instant } from '../../domain/time/instant.ts';
import {
  forgetAction,
  markArrived,
  noteRequest,
  readRequest,
  requestDigest,
  type SentToOrder,
} from '../../store/outbox/action-requests.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { giveBack, tooOftenToday, type DailyLimit } from '../order/daily-limit.ts';
import { mayHaveArrived } from '../processes/unreachable.ts';
import { temporalAnswers } from '../processes/process-client.ts';
import { refusal } from '../refusal.ts';
import { undoneOnFailure } from '../undone-on-failure.ts';
import { deliverAction, deliverReport, type FilingToSignal, type SendDependencies } from './send-action.ts';

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
 * yet. Throws when it was certainly not sent, and when the limit of the day is reached.
 */
export async function sendNoted(
  deps: SendDependencies,
  order: Order,
  sent: SentToOrder,
  { digest, limit }: { digest: Buffer; limit: DailyLimit },
): Promise<ActionOutcome | undefined> {
  if ((await notedBefore(deps, order, sent.actionId, digest)) === 'NEW') await temporalAnswers(deps);
  const noted = await note(deps, order, sent, { digest, limit });
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
  const undo = () => Promise.all([forgetAction(deps.database, nameOf(order, sent)), giveBack(deps, limit)]);
  return undoneOnFailure(send, undo);
}

/** The same for a signal about something that is stored already: if it cannot be sent now, it is sent later. */
export async function sendNowOrLater(
  deps: SendDependencies,
  order: Order,
  sent: SentToOrder,
): Promise<ActionOutcome | undefined> {
  const outcome = waiting(deps, order, sent);
  const sending = await storeAndSend(deps, order, sent);
  if (sending.sent === 'LATER') return undefined;
  return sending.late ?? outcome;
}

export type Sending = { sent: 'NOW'; late: ActionOutcome | undefined } | { sent: 'LATER' };

/**
 * Stores what an outside party said, and sends it now if possible, else later: once it is stored, the party has done its
 * part. `late` is the outcome where the order has ended. Throws only when it could neither be stored nor sent.
 */
export async function storeAndSend(deps: SendDependencies, order: Order, sent: SentToOrder): Promise<Sending> {
  await note(deps, order, sent, { digest: askedDigest(deps, sent), limit: undefined });
  try {
    return { sent: 'NOW', late: await deliver(deps, order, sent) };
  } catch (error) {
    if (order.erasedAt !== undefined) throw error; // nothing can be sealed for it any more
    deps.log.warn({ orderId: order.id, kind: error instanceof Error ? error.name : 'unknown' }, 'sent later');
    return { sent: 'LATER' };
  }
}

async function note(
  deps: SendDependencies,
  order: Order,
  sent: SentToOrder,
  { digest, limit }: { digest: Buffer; limit: DailyLimit | undefined },
): Promise<'NEW' | 'SAME'> {
  const { database, vault, now } = deps;
  const request = { orderId: order.id, sent, digest, at: instant(now()), counts: limit };
  const noted = await noteRequest(database, vault, request);
  if (noted === 'OTHER') throw otherUse();
  if (noted === 'TOO_OFTEN') throw tooOftenToday(deps, order);
  return noted;
}

/** A missing outcome is no failure: an action that was sent will have one. */
const waiting = ({ actionWaiter, limits }: SendDependencies, { id }: Order, { actionId }: SentToOrder) =>
  actionWaiter.waitForOutcome(id, actionId, limits.outcomeWaitMs).catch(() => undefined);

/** Sends what is noted. Throws when it was not sent, or may not have been. */
export async function deliver(
  deps: SendDependencies,
  order: FilingToSignal,
  sent: SentToOrder,
): Promise<ActionOutcome | undefined> {
  const late = await (sent.to === 'filing' ? deliverAction(deps, order, sent) : deliverReport(deps, order, sent));
  await markArrived(deps.database, nameOf(order, sent)).catch(() => {}); // sending it once more changes nothing
  return late;
}

const nameOf = ({ id }: Pick<Order, 'id'>, { actionId }: SentToOrder) => ({ orderId: id, actionId });
