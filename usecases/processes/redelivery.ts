/** Has messages sent again: one workflow for each, which ends by itself when nothing is left to send. */
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import {
  REDELIVERY_WORKFLOW,
  redeliveryWorkflowId,
  type RedeliveryInput,
} from '../../workflows/messages/redelivery.ts';
import { NOBODY_ASKED } from '../../store/messages/left.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/** How many starts are under way at one time; Temporal answers each within milliseconds. */
const AT_ONCE = 16;

type RedeliveryDependencies = Pick<UseCaseDependencies, 'temporal' | 'taskQueue' | 'limits'>;

/**
 * Starts to send each of these messages again; returns for how many that succeeded. A message whose workflow cannot be
 * started keeps back none of the others: it stays in the list of undelivered messages. Throws when Temporal is unavailable.
 */
export async function sendAgain(
  deps: RedeliveryDependencies & Pick<UseCaseDependencies, 'log'>,
  messageIds: readonly string[],
  by: string,
): Promise<number> {
  let started = 0;
  for (let start = 0; start < messageIds.length; start += AT_ONCE) {
    const batch = messageIds.slice(start, start + AT_ONCE);
    const starts = await Promise.allSettled(
      batch.map((messageId) => startRedelivery(deps, { messageId, by }, 'TERMINATE_EXISTING')),
    );
    const failures = starts.filter((one) => one.status === 'rejected');
    if (failures.length === starts.length) throw failures[0]?.reason;
    started += starts.length - failures.length;
    if (failures.length > 0) deps.log.error({ messages: failures.length }, 'messages could not be sent again');
  }
  return started;
}

/** Gives a message that no delivery owns one of its own. */
export const deliverLeft = (deps: RedeliveryDependencies, messageId: string): Promise<void> =>
  startRedelivery(deps, { messageId, by: NOBODY_ASKED }, 'USE_EXISTING');

/**
 * A workflow that already runs may wait an hour for its next try. Where a person asks, a new one replaces it and tries at
 * once; else it goes on.
 */
async function startRedelivery(
  { temporal, taskQueue, limits }: RedeliveryDependencies,
  input: RedeliveryInput,
  whereOneRuns: 'TERMINATE_EXISTING' | 'USE_EXISTING',
): Promise<void> {
  await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
    temporal.workflow.start(REDELIVERY_WORKFLOW, {
      workflowId: redeliveryWorkflowId(input.messageId),
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy[whereOneRuns],
      staticSummary: 'a message is sent again',
    }),
  );
}
