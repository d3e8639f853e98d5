/** The runs a process has gone through. */
import type { Client } from '@temporalio/client';
import type proto from '@temporalio/proto';

export type RecordedRun = proto.temporal.api.history.v1.IHistory;

export interface Run {
  runId: string;
  history: RecordedRun;
}

/** Every run of a workflow with its history, the first one first. */
export async function runsOf(client: Client, workflowId: string): Promise<Run[]> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  const runs: Run[] = [];
  for (let next: string | undefined = runId; next;) {
    const history: RecordedRun = await client.workflow.getHandle(workflowId, next).fetchHistory();
    runs.unshift({ runId: next, history });
    next = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  }
  return runs;
}
