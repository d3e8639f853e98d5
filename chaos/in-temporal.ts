/** Filings ended and set back in Temporal, as somebody at Temporal UI could do it by mistake. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Random } from './random.ts';

/** Ends the filing at once. False when it does not run. */
export async function terminate(client: Client, workflowId: string): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  if ((await handle.describe()).status.name !== 'RUNNING') return false;
  await handle.terminate('chaos');
  return true;
}

/** Sets the filing back to one of its workflow tasks: what came after it is forgotten in Temporal only. */
export async function reset(client: Client, workflowId: string, random: Random): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  const { status, runId } = await handle.describe();
  if (status.name !== 'RUNNING') return false;
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const tasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  if (tasks.length === 0) return false;
  await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    reason: 'chaos',
    requestId: randomUUID(),
    workflowTaskFinishEventId: random.pick(tasks).eventId ?? null,
  });
  return true;
}
