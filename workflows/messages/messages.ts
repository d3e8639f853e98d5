/**
 * What a filing hears and answers: one signal for each action of domain-spec §5.8, all in one envelope, and the queries.
 * Workflow, API and tests share these definitions.
 */
import { defineQuery, defineSignal, type QueryDefinition, type SignalDefinition } from '@temporalio/workflow';
import { z } from 'zod';
import { ACTIONS, type Action } from '../../domain/lifecycle/action.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { lazily } from '../../domain/lazily.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import { REPORT_NAMES, type ReportName } from '../../domain/duties/duty-reports.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import { actorSchema, type Role } from '../../domain/role.ts';

/** Name of the workflow type; its ID is the order number. */
export const FILING_WORKFLOW = 'filing';

/** What an order's workflow starts from. Nothing personal: the form stays in the database. */
export interface FilingInput {
  orderId: string;
  accountId: string;
  /** Filing time minus machine time in milliseconds: 0 in production, set when an order is opened in sandbox mode. */
  clockOffset: number;
}

/**
 * The envelope of every signal. `actionId` makes the action happen once; `visit` is the stay in a state it was meant
 * for, left out by outside parties, whose callbacks name their hand-over instead. `for` binds it to one workflow and
 * signal, so that a sealed message cannot be sent again elsewhere; see {@link recipientOf}. `sentAt` is the filing's time when it
 * was sent: what was sent after a due instant does not come before it, even when both are read together later.
 */
export const actionMessageSchema = lazily(() =>
  z.strictObject({
    actionId: z.string().regex(/^[\u0021-\u007e]{1,200}$/, 'write an identifier without spaces'),
    actor: actorSchema(),
    visit: z.int().min(0).optional(),
    for: z.string().max(200).optional(),
    sentAt: z.number().optional(),
    data: z.unknown().optional(),
  }),
);
export type ActionMessage = z.infer<ReturnType<typeof actionMessageSchema>>;

/** Whom a message is meant for: `<workflow id> <signal>`. */
export const recipientOf = (workflowId: string, signal: string): string => `${workflowId} ${signal}`;

export const signalOf = (action: Action): SignalDefinition<[ActionMessage]> => defineSignal(action);

/** Every signal by its action's name. */
export const signals: ReadonlyMap<Action, SignalDefinition<[ActionMessage]>> = new Map(
  ACTIONS.map((action) => [action, signalOf(action)]),
);

/** How an action ended, as the workflow remembers it. */
export interface ActionOutcome {
  outcome: 'APPLIED' | 'REFUSED';
  reason?: string;
  stage: string;
  visit: number;
}

export interface FilingView extends Progress {
  orderId: string;
  now: Instant;
  steps: number;
}

export const stateQuery: QueryDefinition<FilingView> = defineQuery('state');
export const allowedActionsQuery: QueryDefinition<string[], [Role]> = defineQuery('allowedActions');
export const outcomeQuery: QueryDefinition<ActionOutcome | undefined, [string]> = defineQuery('outcome');

/** Post-approval duties run in a workflow of their own, named after the order. */
export const DUTIES_WORKFLOW = 'obligations';
export const dutiesWorkflowId = (orderId: string): string => `${orderId}-obligations`;

export interface DutiesInput {
  orderId: string;
  accountId: string;
  /** Filing time at which the order was completed; the workflow's clock goes on from there. */
  startedAt: Instant;
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

/** Sends one message again; named after it, so that it is sent by one at a time. */
export const REDELIVERY_WORKFLOW = 'redelivery';
export const redeliveryWorkflowId = (messageId: string): string => `redelivery-${messageId}`;

export interface RedeliveryInput {
  messageId: string;
  /** The operator who asked for it. */
  by: string;
}
