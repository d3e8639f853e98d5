/** The input, signals and queries of a filing: one signal for each action of domain-spec §5.8. */
import { defineQuery, defineSignal, type QueryDefinition, type SignalDefinition } from '@temporalio/workflow';
import { ACTIONS, type Action } from '../../domain/lifecycle/action.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Role } from '../../domain/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ActionMessage, ActionOutcome } from './envelope.ts';
import type { ProcessInput } from './process-input.ts';

/** Name of the workflow type; its ID is the order number. */
export const FILING_WORKFLOW = 'filing';

/** The input of an order's workflow. It contains nothing personal: the form stays in the database. */
export interface FilingInput extends ProcessInput {
  accountId: string;
  /** Filing time minus machine time in milliseconds: 0 in production, set when an order is opened in sandbox mode. */
  clockOffset: number;
}

export const signalOf = (action: Action): SignalDefinition<[ActionMessage]> => defineSignal(action);

/** Every signal by its action's name. */
export const signals: ReadonlyMap<Action, SignalDefinition<[ActionMessage]>> = new Map(
  ACTIONS.map((action) => [action, signalOf(action)]),
);

export interface FilingView extends Progress {
  orderId: string;
  now: Instant;
  steps: number;
}

export const stateQuery: QueryDefinition<FilingView> = defineQuery('state');
export const allowedActionsQuery: QueryDefinition<string[], [Role]> = defineQuery('allowedActions');
export const outcomeQuery: QueryDefinition<ActionOutcome | undefined, [string]> = defineQuery('outcome');
