/**
 * Sends one action to a filing and waits for what becomes of it. The outcome is read from the database, where the filing
 * writes it; the wait begins before the signal, so that no outcome is missed.
 */
import { actionData, type Action } from '../../domain/lifecycle/action.ts';
import { refusedHere, standingOf } from '../../domain/lifecycle/refused-here.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import type { ReportName } from '../../domain/duties/duty-reports.ts';
import { present } from '../../domain/present.ts';
import type { Actor } from '../../domain/role.ts';
import { recordAfterEnd } from '../../store/audit/after-end.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import { openAmong } from '../../store/processes/open-processes.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { keepTypedTexts } from '../../store/texts/typed-texts.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { signalFiling, signalDuties, startFiling } from '../processes/process-client.ts';
import { refusal } from '../refusal.ts';

export interface ActionToSend {
  action: Action;
  actionId: ActionId;
  actor: Actor;
  /** Left out by outside parties, whose callbacks name their hand-over instead. */
  visit?: number;
  data: unknown;
}

export type SendDependencies = Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'temporal' | 'taskQueue' | 'actionWaiter' | 'rules' | 'limits' | 'log' | 'now'
>;

/** What a signal needs to know of its order. */
export type FilingToSignal = Pick<Order, 'id' | 'accountId' | 'clockSkewMs' | 'workflowStarted'>;

/** The outcome; undefined when no worker answered in time, although the action is durable. */
export async function sendAction(
  deps: SendDependencies,
  order: Order,
  sent: ActionToSend,
): Promise<ActionOutcome | undefined> {
  const { actionWaiter, limits } = deps;
  // A missing outcome is no failure: once the signal is sent, the action will have one.
  const outcome = actionWaiter.waitForOutcome(order.id, sent.actionId, limits.outcomeWaitMs).catch(() => undefined);
  return (await deliverAction(deps, order, sent)) ?? outcome;
}

/** Sends without waiting. When the filing has ended, returns the outcome here, because no workflow will. */
export async function deliverAction(
  deps: SendDependencies,
  order: FilingToSignal,
  sent: ActionToSend,
): Promise<ActionOutcome | undefined> {
  const { action, actionId, actor, visit } = sent;
  const data = await keepTypedTexts(deps.database, deps.vault, order.id, sent);
  const sentAt = filingTime(order, deps.now());
  const message = { actionId, actor, ...present({ visit }), data, sentAt };
  if ((await signalFiling(deps, order.id, action, message)) === 'SENT') return undefined;
  if (!order.workflowStarted) {
    await startFiling(deps, order);
    if ((await signalFiling(deps, order.id, action, message)) === 'SENT') return undefined;
  }
  return recordClosed(deps, order, sent);
}

async function recordClosed(
  { database, vault, now }: SendDependencies,
  { id }: FilingToSignal,
  { action, actionId, actor, data }: ActionToSend,
): Promise<ActionOutcome> {
  const order = await readOrder(database, vault, id);
  const attempt = { action, role: actor.role, data: actionData[action]().safeParse(data ?? {}).data };
  const refused = order && refusedHere(standingOf(order), attempt);
  if (order === undefined || refused === undefined || !hasEnded(order.stage)) throw notRunning();
  const at = filingTime(order, now());
  return recordAfterEnd(database, vault, { orderId: id, at, actor, action, actionId, refused });
}

/** The order is open and its filing does not run. */
export const notRunning = () =>
  refusal('UNAVAILABLE', {
    detail: 'The filing of this order does not run. It begins again within two minutes, or operators look at it.',
    retryAfter: 60,
  });

/** The same for a report about a duty after the approval. */
export async function deliverReport(
  deps: SendDependencies,
  order: FilingToSignal,
  { action, actionId, actor, data }: Omit<ActionToSend, 'action' | 'visit'> & { action: ReportName },
): Promise<ActionOutcome | undefined> {
  const { database, vault, now } = deps;
  if ((await signalDuties(deps, order.id, action, { actionId, actor, data })) === 'SENT') return undefined;
  const shouldRun = await openAmong(database, [{ caseId: order.id, process: 'obligations' }]);
  if (shouldRun.length > 0) {
    throw refusal('UNAVAILABLE', {
      detail: 'The process of these duties does not run. It begins again within two minutes, or operators look at it.',
      retryAfter: 60,
    });
  }
  const at = filingTime(order, now());
  const refused = { reason: 'CLOSED' } as const;
  return recordAfterEnd(database, vault, { orderId: order.id, at, actor, action, actionId, refused });
}
