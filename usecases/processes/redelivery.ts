/** Has messages sent again: one workflow for each, which ends by itself when nothing is left to send. */
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import {
  REDELIVERY_WORKFLOW,
  redeliveryWorkflowId,
  type RedeliveryInput,
} from '../../workflows/messages/redelivery.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/** How many starts are under way at one time; Temporal answers each within milliseconds. */
const AT_ONCE = 16;

type RedeliveryDependencies = Pick<UseCaseDependencies, 'temporal' | 'taskQueue' | 'limits'>;

export async function sendAgain(
  deps: RedeliveryDependencies,
  messageIds: readonly string[],
  by: string,
): Promise<void> {
  for (let start = 0; start < messageIds.length; start += AT_ONCE) {
    const batch = messageIds.slice(start, start + AT_ONCE);
    await Promise.all(batch.map((messageId) => startRedelivery(deps, { messageId, by })));
  }
}

/** A workflow that already runs may wait an hour for its next try; a new one replaces it and tries at once. */
async function startRedelivery(
  { temporal, taskQueue, limits }: RedeliveryDependencies,
  input: RedeliveryInput,
): Promise<void> {
  await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
    temporal.workflow.start(REDELIVERY_WORKFLOW, {
      workflowId: redeliveryWorkflowId(input.messageId),
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
      staticSummary: 'a message is sent again',
    }),
  );
}
