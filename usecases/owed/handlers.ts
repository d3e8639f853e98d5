/** How each kind of work that the API owes to filings is done. */
import type { ActionId } from '../../domain/identifiers.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import { instant } from '../../domain/time/instant.ts';
import { countAction } from '../../store/orders/action-counts.ts';
import { filingOf, type FilingOfOrder } from '../../store/orders/order-workflows.ts';
import type { OwedWork } from '../../store/owed/owed-work.ts';
import { noteTakenUp } from '../../store/messages/left.ts';
import { deliverLeft } from '../processes/redelivery.ts';
import { noteArrived, readUnsent } from '../../store/outbox/action-requests.ts';
import { limitForParty, tooOftenToday } from '../order/daily-limit.ts';
import { askedDigest, deliver } from '../outbox/send-noted.ts';
import { deliverReport, notRunning, type SendDependencies } from '../outbox/send-action.ts';
import { deliverToInspection } from '../inspection/send.ts';
import { deleteExecutions } from '../erasure/delete-executions.ts';
import { signalFiling, startFiling, startInspection } from '../processes/process-client.ts';
import { NothingThere, type Handlers } from './work-off.ts';

/** The worker does the others: the round of face checks tells filings of results (`activities/rounds/face-checks.ts`). */
export const handlers = (deps: SendDependencies): Handlers => ({
  ACTION: (work) => sendLeftBehind(deps, work),
  SIGNAL: (work) => signal(deps, work),
  MESSAGE: async ({ name }) => {
    await deliverLeft(deps, name);
    await noteTakenUp(deps.database, name);
  },
  HISTORY: ({ caseId }) => deleteExecutions(deps, caseId),
  INSPECTION: ({ caseId }) => startInspection(deps, caseId),
  START: async ({ caseId }) => {
    const filing = await found(deps, caseId);
    if (!filing.workflowStarted) await startFiling(deps, filing);
  },
});

/** An action that has arrived meanwhile, or whose case is erased, leaves nothing to do. */
async function sendLeftBehind(deps: SendDependencies, { caseId, name }: OwedWork): Promise<void> {
  const sent = await readUnsent(deps.database, deps.vault, { caseId, actionId: name as ActionId });
  if (sent?.to === 'inspection') {
    await deliverToInspection(deps, caseId, sent);
    return;
  }
  const filing = await found(deps, caseId);
  if (sent !== undefined) await deliver(deps, filing, sent);
}

/**
 * An ended filing need not hear of it. One that does not run though its order is open hears of it once it runs again, and one
 * that has heard too much of the same today hears of it tomorrow.
 */
async function signal(deps: SendDependencies, { caseId, name, content }: OwedWork): Promise<void> {
  if (content?.action === 'orderMoved') return tellInspection(deps, caseId, name, content);
  const filing = await found(deps, caseId);
  if (content === null) throw new NothingThere('the signal has no content');
  if (content.action === 'websiteRemoved') return endDuties(deps, filing, name, content);
  if (hasEnded(filing.stage)) return;
  if (!filing.workflowStarted) await startFiling(deps, filing);
  const { action, actor, data } = content;
  const { as, limit } = await limitForParty(deps, filing, { party: 'system', action });
  if (!(await countAction(deps.database, as, limit))) throw tooOftenToday(deps, filing);
  const sent = { to: 'filing', action, actionId: name as ActionId, actor, data } as const;
  if ((await signalFiling(deps, filing.id, action, { actionId: name, actor, data })) === 'SENT') {
    const { database, vault, now } = deps;
    const digest = askedDigest(deps, sent);
    return noteArrived(database, vault, { orderId: filing.id, sent, digest, at: instant(now()) });
  }
  if (!hasEnded((await found(deps, caseId)).stage)) throw notRunning();
}

/** Tells the duties of an order that a website is gone. Where they do not run though some are open, they hear of it later. */
async function endDuties(
  deps: SendDependencies,
  { id: orderId, ...filing }: FilingOfOrder,
  name: string,
  { actor, data }: NonNullable<OwedWork['content']>,
): Promise<void> {
  const sent = { to: 'obligations', action: 'websiteRemoved', actionId: name as ActionId, actor, data } as const;
  await deliverReport(deps, { id: orderId, ...filing }, sent);
  const { database, vault, now } = deps;
  return noteArrived(database, vault, { orderId, sent, digest: askedDigest(deps, sent), at: instant(now()) });
}

/** Tells an inspection where the order is that answers it. One that has ended need not hear of it. */
async function tellInspection(
  deps: SendDependencies,
  caseId: OwedWork['caseId'],
  name: string,
  { actor, data }: NonNullable<OwedWork['content']>,
): Promise<void> {
  const { database, vault, now } = deps;
  const at = instant(now());
  const actionId = name as ActionId;
  const sent = { to: 'inspection', action: 'orderMoved', actionId, actor, data, sentAt: at } as const;
  await deliverToInspection(deps, caseId, sent);
  return noteArrived(database, vault, { orderId: caseId, sent, digest: askedDigest(deps, sent), at });
}

async function found(
  { database }: Pick<SendDependencies, 'database'>,
  caseId: OwedWork['caseId'],
): Promise<FilingOfOrder> {
  const filing = await filingOf(database, caseId);
  if (filing === undefined) throw new NothingThere('the case is no order');
  return filing;
}
