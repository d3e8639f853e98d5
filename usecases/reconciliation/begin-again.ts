/**
 * Starts a process again that Postgres says should run. It asks Postgres where it stands, and goes on from there under the same
 * workflow id, so that everything sent to it reaches it.
 */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
} from '@temporalio/client';
import type { ProcessRow } from '../../store/processes/open-processes.ts';
import { readStoredDuties } from '../../store/processes/stored-duties.ts';
import { DUTIES_WORKFLOW, type DutiesInput } from '../../workflows/messages/duties.ts';
import { FILING_WORKFLOW, type FilingInput } from '../../workflows/messages/filing.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { workflowIdOf } from './in-temporal.ts';

export type BeginAgainDependencies = Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'temporal' | 'taskQueue' | 'limits'
>;

/** False when it runs already. Throws when it cannot be started. */
export async function beginAgain(deps: BeginAgainDependencies, row: ProcessRow): Promise<boolean> {
  const { temporal, taskQueue, limits } = deps;
  const input = row.process === 'filing' ? filingInput(row) : await dutiesInput(deps, row);
  try {
    await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
      temporal.workflow.start(row.process === 'filing' ? FILING_WORKFLOW : DUTIES_WORKFLOW, {
        workflowId: workflowIdOf(row),
        taskQueue,
        args: [input],
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        staticSummary: row.process === 'filing' ? `ICP filing ${row.caseId}` : `duties after approval · ${row.caseId}`,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

const filingInput = ({ orderId, accountId, clockSkewMs }: ProcessRow): FilingInput => ({
  orderId,
  accountId,
  clockOffset: clockSkewMs,
  beginsAgain: true,
});

async function dutiesInput(
  { database, vault }: BeginAgainDependencies,
  { orderId, accountId, clockSkewMs }: ProcessRow,
): Promise<DutiesInput> {
  const stored = await readStoredDuties(database, vault, orderId);
  if (stored === undefined) throw new Error(`the duties of ${orderId} are not in the database`);
  const { issuedOn, startedAt } = stored;
  return { orderId, accountId, issuedOn, startedAt, clockOffset: clockSkewMs, beginsAgain: true };
}
