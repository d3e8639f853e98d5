/** Losing processes in Temporal, and having them mended. */
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { randomUUID } from 'node:crypto';
import type { ProcessName } from '../../../store/processes/tables.ts';
import { settle, type SettleDependencies, type Settled } from '../../../usecases/reconciliation/settle.ts';
import type { CaseId } from '../../../domain/identifiers.ts';
import type { Desk } from './desk.ts';

const { ResetReapplyExcludeType } = proto.temporal.api.enums.v1;

const nothing = (): void => {};
/** Filings of tests are younger than those that the reconciler looks at. */
const A_MINUTE = 60_000;

export const settleDependencies = (
  desk: Pick<Desk, 'database' | 'vault' | 'client' | 'taskQueue'>,
): SettleDependencies => ({
  database: desk.database,
  vault: desk.vault,
  temporal: desk.client,
  taskQueue: desk.taskQueue,
  limits: { outcomeWaitMs: 10_000, temporalTimeoutMs: 10_000, temporalHeardMs: 0 },
  log: { info: nothing, warn: nothing, error: nothing },
  now: () => Date.now() + A_MINUTE,
});

/** Looks into one process, as the reconciler does when it suspects it. */
export const lookInto = (desk: Desk, caseId: CaseId, process: ProcessName = 'filing'): Promise<Settled> =>
  settle(settleDependencies(desk), { caseId, process });

/**
 * Resets a workflow to its first task, as an operator may do in Temporal UI. Signals of the lost run are sent to the new one,
 * unless the operator leaves them out.
 */
export async function resetToTheBeginning(
  client: Client,
  workflowId: string,
  { withSignals = true }: { withSignals?: boolean } = {},
): Promise<void> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const first = events?.find(({ workflowTaskCompletedEventAttributes: completed }) => completed);
  if (!first?.eventId) throw new Error(`${workflowId} has not begun`);
  await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: first.eventId,
    reason: 'a test',
    ...(withSignals ? {} : { resetReapplyExcludeTypes: [ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_SIGNAL] }),
    requestId: randomUUID(),
  });
}

/** Deletes every run of a workflow, as an operator may do with the CLI. */
export async function deleteWorkflow(client: Client, workflowId: string): Promise<void> {
  await client.workflowService.deleteWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId: '' },
  });
}
