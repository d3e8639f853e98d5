import type { Client } from '@temporalio/client';

/**
 * Returns when nothing of a process is under way: each signal that it received is answered, its last step is written, and no
 * activity runs. From then on it writes nothing before a signal comes or a timer fires, so what a test writes in its place stays.
 * A process that is terminated while a step of it is under way still writes that step.
 */
export async function atRest(client: Client, workflowId: string): Promise<void> {
  const process = client.workflow.getHandle(workflowId);
  for (;;) {
    const { pendingWorkflowTask, pendingActivities } = (await process.describe()).raw;
    if (!pendingWorkflowTask && (pendingActivities ?? []).length === 0) return;
  }
}
