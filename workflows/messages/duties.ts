/** The input, signals and queries of the process of the duties after an approval. */
import { defineQuery, defineSignal, type QueryDefinition, type SignalDefinition } from '@temporalio/workflow';
import type { Duty } from '../../domain/duties/duty.ts';
import { REPORT_NAMES, type ReportName } from '../../domain/duties/duty-reports.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ActionMessage, ActionOutcome } from './envelope.ts';
import type { ProcessInput } from './process-input.ts';

/** Post-approval duties run in a workflow of their own, named after the order. */
export const DUTIES_WORKFLOW = 'obligations';
export const dutiesWorkflowId = (orderId: string): string => `${orderId}-obligations`;

export interface DutiesInput extends ProcessInput {
  accountId: string;
  /** Filing time at which the order was completed; the workflow's clock goes on from there. */
  startedAt: Instant;
  /** Filing time minus machine time, for duties that begin later than the order was completed. */
  clockOffset?: number;
  issuedOn: string;
}

/** Reports about duties come in the same envelope as actions; `visit` means nothing there. */
export const dutySignalOf = (action: ReportName): SignalDefinition<[ActionMessage]> => defineSignal(action);

/** Every report by its name. */
export const dutySignals: ReadonlyMap<ReportName, SignalDefinition<[ActionMessage]>> = new Map(
  REPORT_NAMES.map((action) => [action, dutySignalOf(action)]),
);

export interface DutiesView {
  orderId: string;
  now: Instant;
  steps: number;
  obligations: Duty[];
}

export const dutiesQuery: QueryDefinition<DutiesView> = defineQuery('state');
export const reportOutcomeQuery: QueryDefinition<Omit<ActionOutcome, 'stage' | 'visit'> | undefined, [string]> =
  defineQuery('outcome');
