/**
 * Starts a process again that Postgres says should run. It asks Postgres where it stands, and goes on from there under the same
 * workflow id, so that everything sent to it reaches it.
 */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import type { OrderId } from '../../domain/identifiers.ts';
import type { ProcessRow } from '../../store/processes/open-processes.ts';
import { readStoredDuties } from '../../store/processes/stored-duties.ts';
import { DUTIES_WORKFLOW, type DutiesInput } from '../../workflows/messages/duties.ts';
import { FILING_WORKFLOW, type FilingInput } from '../../workflows/messages/filing.ts';
import { INSPECTION_WORKFLOW, type InspectionInput } from '../../workflows/messages/inspection.ts';
import { INSPECTION_SUMMARY } from '../processes/process-client.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { workflowIdOf } from './in-temporal.ts';

export type BeginAgainDependencies = Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'temporal' | 'taskQueue' | 'limits'
>;

/** False when it runs already. Throws when it cannot be started. */
export async function beginAgain(deps: BeginAgainDependencies, row: ProcessRow): Promise<boolean> {
  const { temporal, taskQueue, limits } = deps;
  const { workflow, input, summary } = await beginning(deps, row);
  try {
    await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
      temporal.workflow.start(workflow, {
        workflowId: workflowIdOf(row),
        taskQueue,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        staticSummary: `${summary} ${row.caseId}`,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

interface Beginning {
  workflow: string;
  input: FilingInput | DutiesInput | InspectionInput;
  /** What operators read beside it in Temporal UI; the case's number follows. */
  summary: string;
}

async function beginning(deps: BeginAgainDependencies, row: ProcessRow): Promise<Beginning> {
  switch (row.process) {
    case 'filing':
      return { workflow: FILING_WORKFLOW, input: filingInput(row), summary: 'ICP filing' };
    case 'obligations':
      return { workflow: DUTIES_WORKFLOW, input: await dutiesInput(deps, row), summary: 'duties after approval ·' };
    case 'inspection':
      return {
        workflow: INSPECTION_WORKFLOW,
        input: { orderId: row.caseId, beginsAgain: true },
        summary: INSPECTION_SUMMARY,
      };
    default:
      return row.process satisfies never;
  }
}

const filingInput = ({ caseId, accountId, clockSkewMs }: ProcessRow): FilingInput => ({
  orderId: caseId,
  accountId,
  clockOffset: clockSkewMs,
  beginsAgain: true,
});

async function dutiesInput(
  { database, vault }: BeginAgainDependencies,
  { caseId, accountId, clockSkewMs }: ProcessRow,
): Promise<DutiesInput> {
  const stored = await readStoredDuties(database, vault, caseId as OrderId);
  if (stored === undefined) throw new Error(`the duties of ${caseId} are not in the database`);
  const { issuedOn, startedAt } = stored;
  return { orderId: caseId, accountId, issuedOn, startedAt, clockOffset: clockSkewMs, beginsAgain: true };
}
