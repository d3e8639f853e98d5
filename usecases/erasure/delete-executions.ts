/**
 * Deletes what Temporal keeps of an erased order. Its histories hold no data of people any more, but those of earlier versions hold what
 * was typed then, encrypted; and Temporal's own term begins anew with every run.
 */
import { isGrpcServiceError } from '@temporalio/client';
import type { CaseId } from '../../domain/identifiers.ts';
import type { TemporalDependencies } from '../reconciliation/in-temporal.ts';

/** A process of the order still runs; it ends by itself, because the order has ended. */
export class StillRuns extends Error {
  override readonly name = 'StillRuns';
}

/**
 * Every run of every workflow of the order: their ids begin with its number. A repeat changes nothing. Throws {@link StillRuns}, and when
 * Temporal does not answer in time.
 */
export async function deleteExecutions(deps: TemporalDependencies, caseId: CaseId): Promise<void> {
  const { temporal, limits } = deps;
  const inTime = <T>(work: () => Promise<T>): Promise<T> =>
    temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, work);
  const runs = await inTime(() => allOf(temporal.workflow.list({ query: `WorkflowId STARTS_WITH '${caseId}'` })));
  if (runs.some(({ status }) => status.name === 'RUNNING')) throw new StillRuns(`a process of ${caseId} runs`);
  for (const { workflowId, runId } of runs) {
    const workflowExecution = { workflowId, runId };
    await inTime(() =>
      temporal.workflowService.deleteWorkflowExecution({ namespace: temporal.options.namespace, workflowExecution }),
    ).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
  }
}

async function allOf<T>(listed: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of listed) found.push(each);
  return found;
}

/** Lists lag behind: a run that Temporal has deleted meanwhile may still stand in one. */
const isGone = (error: unknown): boolean => isGrpcServiceError(error) && NOT_FOUND.has(error.code);
const NOT_FOUND: ReadonlySet<number> = new Set([5]);
