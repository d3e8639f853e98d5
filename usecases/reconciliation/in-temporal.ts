/**
 * What Temporal says of processes. Lists come from visibility, which lags behind and may miss or show too much for a moment, so a
 * list only raises a suspicion; `describe` and the state query ask the process itself.
 */
import { WorkflowNotFoundError, type WorkflowExecutionStatusName } from '@temporalio/client';
import type { CaseId } from '../../domain/identifiers.ts';
import type { ProcessKey } from '../../store/processes/open-processes.ts';
import { DUTIES_WORKFLOW, dutiesQuery, dutiesWorkflowId } from '../../workflows/messages/duties.ts';
import { FILING_WORKFLOW, stateQuery } from '../../workflows/messages/filing.ts';
import { INSPECTION_WORKFLOW, inspectionQuery } from '../../workflows/messages/inspection.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

export type TemporalDependencies = Pick<UseCaseDependencies, 'temporal' | 'limits'>;

export const workflowIdOf = ({ caseId, process }: ProcessKey): string =>
  process === 'obligations' ? dutiesWorkflowId(caseId) : caseId;

const DUTIES_SUFFIX = dutiesWorkflowId('');

/** The process that a workflow of this type and id is. */
function keyOf(type: string, workflowId: string): ProcessKey {
  if (type === DUTIES_WORKFLOW)
    return { process: 'obligations', caseId: workflowId.slice(0, -DUTIES_SUFFIX.length) as CaseId };
  return { process: type === INSPECTION_WORKFLOW ? 'inspection' : 'filing', caseId: workflowId as CaseId };
}

const PROCESSES = `WorkflowType IN ('${FILING_WORKFLOW}', '${DUTIES_WORKFLOW}', '${INSPECTION_WORKFLOW}')`;
const RUNNING = `${PROCESSES} AND ExecutionStatus = 'Running'`;
/** A run that went on in a new one is no end. */
const CLOSED = `${PROCESSES} AND ExecutionStatus IN ('Completed', 'Failed', 'Canceled', 'Terminated', 'TimedOut')`;

export interface Listed extends ProcessKey {
  /** The state of the order as operators see it beside the filing; absent for duties, and before the first step. */
  stage: string | undefined;
  /** Whether the run is over. */
  isOver: boolean;
}

/** How many processes run. Throws when Temporal does not answer in time. */
export const countRunning = async ({ temporal, limits }: TemporalDependencies): Promise<number> => {
  const { count } = await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
    temporal.workflow.count(RUNNING),
  );
  return count;
};

/** Every process that runs. Throws when Temporal does not answer for a page in time. */
export const listRunning = (deps: TemporalDependencies): AsyncIterable<Listed> => list(deps, RUNNING);

/** Runs of the last minutes: those that ended, and those that began. They throw as `listRunning` does. */
export const listRecent = (deps: TemporalDependencies, since: number): AsyncIterable<Listed>[] => {
  const at = new Date(since).toISOString();
  return [list(deps, `${CLOSED} AND CloseTime >= '${at}'`), list(deps, `${RUNNING} AND StartTime >= '${at}'`)];
};

async function* list({ temporal, limits }: TemporalDependencies, query: string): AsyncIterable<Listed> {
  const runs = temporal.workflow.list({ query, pageSize: 1000 })[Symbol.asyncIterator]();
  for (;;) {
    // The next run may be the first of a page that has to be asked for.
    const next = await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () => runs.next());
    if (next.done === true) return;
    const { type, workflowId, status, typedSearchAttributes } = next.value;
    const stage = typedSearchAttributes.getAll().find(({ key }) => key.name === 'FilingStage')?.value;
    yield {
      ...keyOf(type, workflowId),
      stage: typeof stage === 'string' ? stage : undefined,
      isOver: status.name !== 'RUNNING',
    };
  }
}

/** `RUNNING`, how it ended, or `MISSING` when Temporal knows no such workflow. */
export async function statusOf(
  { temporal, limits }: TemporalDependencies,
  key: ProcessKey,
): Promise<WorkflowExecutionStatusName | 'MISSING'> {
  try {
    const { status } = await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
      temporal.workflow.getHandle(workflowIdOf(key)).describe(),
    );
    return status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'MISSING';
    throw error;
  }
}

const STATE_QUERIES = { filing: stateQuery, obligations: dutiesQuery, inspection: inspectionQuery } as const;

/** At which step a running process stands; undefined when no worker answers now. */
export async function stepsOf(
  { temporal, limits }: TemporalDependencies,
  key: ProcessKey,
): Promise<number | undefined> {
  const handle = temporal.workflow.getHandle(workflowIdOf(key));
  try {
    const { steps } = await temporal.withDeadline(
      Date.now() + limits.temporalTimeoutMs,
      async (): Promise<{
        steps: number;
      }> => handle.query<{ steps: number }>(STATE_QUERIES[key.process]),
    );
    return steps;
  } catch {
    return undefined;
  }
}
