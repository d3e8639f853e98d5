/** How a filing's work in the world is done. All of it is safe to do twice: a new run begins it again. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, isCancellation, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import { present } from '../../domain/present.ts';
import type { WorkResult } from '../engine/definition.ts';
import { DUTIES_WORKFLOW, dutiesWorkflowId, type DutiesInput } from '../messages/duties.ts';
import type { FilingInput } from '../messages/filing.ts';
import { compareSignal } from '../messages/process-input.ts';
import { handOverActivities, patientActivities } from './activities.ts';
import type { FilingKind } from './filing-kind.ts';

type Result = WorkResult<FilingKind> | undefined;
type Work<Name extends FilingWork['kind']> = Extract<FilingWork, { kind: Name }>;

export async function doWork(input: FilingInput, work: FilingWork): Promise<Result> {
  const { orderId } = input;
  switch (work.kind) {
    case 'handOver':
      return handOver(orderId, work);
    case 'resendSms': {
      const { kind: _kind, ...resend } = work;
      await patientActivities.resendSms({ orderId, ...resend });
      return undefined;
    }
    case 'startDuties':
      await startDuties(input, work);
      return undefined;
    case 'addDuties':
      await addDuties(input, work);
      return undefined;
    default:
      return work satisfies never;
  }
}

/** What the gateway answered: the bureau's acceptance, an event, or nothing yet. */
async function handOver(orderId: string, { handOver: number, verifiers, at }: Work<'handOver'>): Promise<Result> {
  const answer = await handOverActivities.handOver({ orderId, handOver: number, verifiers, at });
  switch (answer.status) {
    case 'ACCEPTED':
      return {
        kind: 'ACTION',
        action: 'forwardAccepted',
        actionId: `${orderId}:accepted:${number}`,
        actor: { id: 'bureau-gateway', role: 'bureau', door: 'api' },
        data: { handOver: number, ...present({ reference: answer.reference }) },
      };
    case 'RECEIVED':
      if (answer.byHand !== true) return undefined;
      return { kind: 'EVENT', event: { event: 'handOverByHand', data: { handOver: number } } };
    case 'ASK_PERSON':
      return { kind: 'EVENT', event: { event: 'handOverStuck', data: { handOver: number, detail: answer.detail } } };
    default:
      return answer satisfies never;
  }
}

/** Another process, named after the order, so that only one runs however often it is started. */
async function startDuties(
  { orderId, accountId, goesOnAfter }: FilingInput,
  { issuedOn, startedAt }: Work<'startDuties' | 'addDuties'>,
  beginsAgain?: true,
): Promise<void> {
  const duties: DutiesInput = {
    issuedOn,
    orderId,
    accountId,
    startedAt,
    ...present({ goesOnAfter, beginsAgain }),
  };
  await startChild(DUTIES_WORKFLOW, {
    workflowId: dutiesWorkflowId(orderId),
    args: [duties],
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: `duties after approval · ${orderId}`,
  });
}

/**
 * The duties are written first. Then the process that runs takes them over from Postgres; one that has ended begins again there. It
 * may end while it is told, and is started then.
 */
async function addDuties(input: FilingInput, work: Work<'addDuties'>): Promise<void> {
  const { orderId } = input;
  const { issuedOn, startedAt: at } = work;
  await patientActivities.addObligations({ orderId, issuedOn, at });
  for (;;) {
    try {
      return await startDuties(input, work, true);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    try {
      return await getExternalWorkflowHandle(dutiesWorkflowId(orderId)).signal(compareSignal);
    } catch (error) {
      if (isCancellation(error)) throw error;
    }
  }
}
