/** The input, signals and queries of the process of one inspection. */
import { defineQuery, defineSignal, type QueryDefinition, type SignalDefinition } from '@temporalio/workflow';
import { INSPECTION_ACTIONS, type InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import type { InspectionProgress } from '../../domain/inspection/inspection.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ActionMessage, ActionOutcome } from './envelope.ts';
import type { ProcessInput } from './process-input.ts';

/** Its workflow id is the number of the inspection's case, which is the input's `orderId`. */
export const INSPECTION_WORKFLOW = 'inspection';

export interface InspectionInput extends ProcessInput {
  /** Time of the process minus machine time; 0 in production. */
  clockOffset?: number;
}

/** Actions come in the same envelope as those on a filing; `visit` means nothing here. */
export const inspectionSignalOf = (action: InspectionAction): SignalDefinition<[ActionMessage]> => defineSignal(action);

export const inspectionSignals: ReadonlyMap<InspectionAction, SignalDefinition<[ActionMessage]>> = new Map(
  INSPECTION_ACTIONS.map((action) => [action, inspectionSignalOf(action)]),
);

export interface InspectionView {
  caseId: string;
  now: Instant;
  steps: number;
  /** Undefined for a moment, until Postgres has told what was found. */
  progress: InspectionProgress | undefined;
}

export const inspectionQuery: QueryDefinition<InspectionView> = defineQuery('state');
export const inspectionOutcomeQuery: QueryDefinition<Omit<ActionOutcome, 'stage' | 'visit'> | undefined, [string]> =
  defineQuery('outcome');
