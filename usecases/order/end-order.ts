/**
 * Ends an order whose filing cannot go on: an operator asks with a reason, and another one agrees. While the filing runs, or can be
 * started again, nobody needs this: `operatorCancel` cancels an order.
 */
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import { isLeftAlone } from '../../store/processes/differences.ts';
import { agreeWithEnding, askForEnding, readEnding } from '../../store/processes/endings.ts';
import { ENDING_WORKFLOW, endingWorkflowId, type EndingInput } from '../../workflows/messages/ending.ts';
import type { Caller } from '../access/caller.ts';
import { agreeable } from '../access/second-person.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { storedId } from '../outbox/stored-id.ts';
import { statusOf, workflowIdOf } from '../reconciliation/in-temporal.ts';
import { refusal } from '../refusal.ts';

type EndDependencies = Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'temporal' | 'taskQueue' | 'limits' | 'actionWaiter' | 'now'
>;

/** The name under which its outcome is asked for. */
export const ENDING_NAME = 'ending';

/** First half. The request stands for a day, and the filing is not started again meanwhile. */
export async function askToEnd(deps: EndDependencies, order: Order, caller: Caller, reason: string): Promise<void> {
  await refuseUnlessItCannotGoOn(deps, order);
  const { database, vault, now } = deps;
  const place = { orderId: order.id, visit: order.visit, at: filingTime(order, now()) };
  await askForEnding(database, vault, place, { askedBy: caller.id, reason });
}

/** Second half, by another person. Undefined when no worker has ended the order in time; it will be ended. */
export async function agreeToEnd(
  deps: EndDependencies,
  order: Order,
  caller: Caller,
): Promise<ActionOutcome | undefined> {
  const { database, vault, temporal, taskQueue, limits, actionWaiter } = deps;
  const asked = await readEnding(database, vault, order.id);
  if (!hasEnded(order.stage)) agreeable(asked, caller, 'NO_ENDING_REQUEST');
  if ((await refuseUnlessItCannotGoOn(deps, order)) === 'RUNNING') await stop(deps, order);
  if (!(await agreeWithEnding(database, order.id, caller.id))) throw refusal('NO_ENDING_REQUEST');
  const actionId = storedId(caller, ENDING_NAME);
  const outcome = actionWaiter.waitForOutcome(order.id, actionId, limits.outcomeWaitMs).catch(() => undefined);
  const input: EndingInput = { orderId: order.id, actionId, by: caller.id };
  await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
    temporal.workflow.start(ENDING_WORKFLOW, {
      workflowId: endingWorkflowId(order.id),
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `an order is ended whose filing cannot go on · ${order.id}`,
    }),
  );
  return outcome;
}

/** A filing that does not run may be ended, and one that runs only in name: it was started again in vain. */
async function refuseUnlessItCannotGoOn(deps: EndDependencies, order: Order): Promise<'RUNNING' | 'STOPPED'> {
  if (hasEnded(order.stage)) throw refusal('CLOSED');
  const key = { caseId: order.id, process: 'filing' } as const;
  if ((await statusOf(deps, key)) !== 'RUNNING') return 'STOPPED';
  if (await isLeftAlone(deps.database, key)) return 'RUNNING';
  throw refusal('FILING_RUNS');
}

async function stop({ temporal, limits }: EndDependencies, { id }: Order): Promise<void> {
  await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
    temporal.workflow
      .getHandle(workflowIdOf({ caseId: id, process: 'filing' }))
      .terminate('two operators end the order, because its filing cannot go on'),
  );
}
