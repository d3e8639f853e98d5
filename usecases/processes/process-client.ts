/** The client of the filings: starts their workflows and signals them. It knows nothing of HTTP. */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import type { AccountId, CaseId, OrderId } from '../../domain/identifiers.ts';
import type { ReportName } from '../../domain/duties/duty-reports.ts';
import { markStarted } from '../../store/orders/order-workflows.ts';
import { FILING_WORKFLOW, signalOf, type FilingInput } from '../../workflows/messages/filing.ts';
import { dutySignalOf, dutiesWorkflowId } from '../../workflows/messages/duties.ts';
import { recipientOf, type ActionMessage } from '../../workflows/messages/envelope.ts';
import { INSPECTION_WORKFLOW, inspectionSignalOf, type InspectionInput } from '../../workflows/messages/inspection.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type FilingsDependencies = Pick<UseCaseDependencies, 'database' | 'temporal' | 'taskQueue' | 'limits'>;

export interface FilingToStart {
  id: OrderId;
  accountId: AccountId;
  clockSkewMs: number;
}

/** When each client last had an answer, so that a busy client need not ask whether Temporal is available. */
const heardAt = new WeakMap<Client, number>();

/** Starts an order's workflow. Safe to repeat: the order number is the workflow's ID, so there is one however often it is tried. */
export async function startFiling(
  { database, temporal, taskQueue, limits }: FilingsDependencies,
  { id, accountId, clockSkewMs }: FilingToStart,
): Promise<void> {
  const input: FilingInput = { orderId: id, accountId, clockOffset: clockSkewMs };
  const start = () =>
    temporal.workflow.start(FILING_WORKFLOW, {
      workflowId: id,
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `ICP filing ${id}`,
    });
  try {
    await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, start);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // the workflow ran and has ended
  }
  heardAt.set(temporal, Date.now());
  await markStarted(database, id);
}

/** What operators read beside an inspection in Temporal UI; its number follows. */
export const INSPECTION_SUMMARY = 'inspection of a record ·';

/** Starts the process of an inspection. Safe to repeat, as the start of a filing is. */
export async function startInspection(
  { temporal, taskQueue, limits }: Omit<FilingsDependencies, 'database'>,
  caseId: CaseId,
): Promise<void> {
  const input: InspectionInput = { orderId: caseId };
  const start = () =>
    temporal.workflow.start(INSPECTION_WORKFLOW, {
      workflowId: caseId,
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `${INSPECTION_SUMMARY} ${caseId}`,
    });
  try {
    await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, start);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // it ran and has ended
  }
  heardAt.set(temporal, Date.now());
}

/**
 * Throws when Temporal does not answer; a signal that is not sent has certainly not arrived. A signal that fails may have
 * arrived, because the client tries it several times.
 */
export async function temporalAnswers({ temporal, limits }: SignalDependencies): Promise<void> {
  if (Date.now() - (heardAt.get(temporal) ?? 0) < limits.temporalHeardMs) return;
  await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () => temporal.workflowService.getSystemInfo({}));
  heardAt.set(temporal, Date.now());
}

/** Sends an action to an order's workflow. `CLOSED` when there is none that runs: it has ended, or was never started. */
export const signalFiling = (deps: SignalDependencies, orderId: OrderId, action: Action, message: Message) =>
  signal(deps, orderId, signalOf(action), message);

/** The same for the workflow of the duties after the approval. */
export const signalDuties = (deps: SignalDependencies, orderId: OrderId, action: ReportName, message: Message) =>
  signal(deps, dutiesWorkflowId(orderId), dutySignalOf(action), message);

/** The same for the process of an inspection. */
export const signalInspection = (
  deps: SignalDependencies,
  caseId: CaseId,
  action: InspectionAction,
  message: Message,
) => signal(deps, caseId, inspectionSignalOf(action), message);

type SignalDependencies = Pick<FilingsDependencies, 'temporal' | 'limits'>;
/** The content of a signal; its recipient is added when it is sent. */
type Message = Omit<ActionMessage, 'for'>;

async function signal(
  { temporal, limits }: SignalDependencies,
  workflowId: string,
  definition: SignalDefinition<[ActionMessage]>,
  said: Message,
): Promise<'SENT' | 'CLOSED'> {
  const message: ActionMessage = { ...said, for: recipientOf(workflowId, definition.name) };
  try {
    await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
      temporal.workflow.getHandle(workflowId).signal(definition, message),
    );
    heardAt.set(temporal, Date.now());
    return 'SENT';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'CLOSED';
    throw error;
  }
}
