/**
 * Everything that people and outside parties have sent and the process has not answered yet. Signal handlers only put
 * entries here; they never throw and never wait, so no signal can stop a process, not even one sent by hand in Temporal UI.
 */
import { patched, workflowInfo } from '@temporalio/workflow';
import type { ActionId } from '../../domain/identifiers.ts';
import { isByHand } from '../../domain/lifecycle/by-hand.ts';
import { hasFormerForm } from '../../domain/subject.ts';
import { strangeIn } from '../../domain/text/strange-text.ts';
import { actionMessageSchema, recipientOf, type ActionMessage } from '../messages/envelope.ts';

/** A signal with a valid envelope, meant for an action. */
export interface Received<Known extends string> extends Omit<ActionMessage, 'for'> {
  kind: 'ACTION';
  action: Known;
  /**
   * Set for what came as a signal: the id under which Postgres must know that somebody asked. Absent for results of the process's
   * own work, and in inboxes of before it was kept.
   */
  askedAs?: ActionId | undefined;
}

/** A signal that cannot be acted on: it is written as refused and shown to an operator. */
export interface Malformed {
  kind: 'MALFORMED';
  signal: string;
  actionId?: string | undefined;
  reason: 'MALFORMED' | 'UNKNOWN_ACTION' | 'ASKED_BY_HAND' | 'NOT_BY_HAND' | 'MEANT_FOR_ANOTHER';
}

/** Somebody asked Temporal to cancel the workflow. */
interface CancelRequested {
  kind: 'CANCEL_REQUESTED';
  /** Under which it is answered; absent in inboxes of before it was kept. */
  actionId?: string;
}

/** Somebody found that Postgres stands elsewhere. */
interface Compare {
  kind: 'COMPARE';
}

/** The process's own work in the world reports a result. */
export interface Happened<Event extends object> {
  kind: 'EVENT';
  event: Event;
}

/** Plain JSON, because unread entries go over to the next run. */
export type InboxEntry<Name extends string, Event extends object> =
  Received<Name> | Malformed | CancelRequested | Compare | Happened<Event>;

/**
 * Reads one signal of the present workflow. Extra arguments, missing ones and unknown shapes are malformed. By hand, with
 * Temporal UI or the CLI, an operator can only ask: whoever reaches Temporal may write any name, so a person confirms through
 * the API under a token of their own.
 */
export function readSignal<Known extends string>(
  signal: string,
  args: readonly unknown[],
  isKnown: (name: string) => name is Known,
): Received<Known> | Malformed {
  const sentByHand = args.some(isByHand);
  const envelope = actionMessageSchema().safeParse(isByHand(args[0]) ? args[0].value : args[0]);
  const actionId = envelope.success ? envelope.data.actionId : undefined;
  if (!isKnown(signal)) return { kind: 'MALFORMED', signal, actionId, reason: 'UNKNOWN_ACTION' };
  if (!envelope.success || args.length !== 1) return { kind: 'MALFORMED', signal, actionId, reason: 'MALFORMED' };
  const { for: recipient, ...message } = envelope.data;
  if (recipient !== undefined && recipient !== recipientOf(workflowInfo().workflowId, signal))
    return { kind: 'MALFORMED', signal, actionId, reason: 'MEANT_FOR_ANOTHER' };
  if (strangeIn(message.data).length > 0 && patched('texts-that-can-be-stored'))
    return { kind: 'MALFORMED', signal, actionId, reason: 'MALFORMED' };
  if (sentByHand && patched('by-hand-asks'))
    return { kind: 'MALFORMED', signal, actionId, reason: mayAskByHand(message) ? 'ASKED_BY_HAND' : 'NOT_BY_HAND' };
  if (sentByHand && !mayAskByHand(message) && patched('by-hand'))
    return { kind: 'MALFORMED', signal, actionId, reason: 'NOT_BY_HAND' };
  if (!isOfFormerForm(message) && !patched('any-subject'))
    return { kind: 'MALFORMED', signal, actionId, reason: 'MALFORMED' };
  return { kind: 'ACTION', action: signal, ...message, askedAs: message.actionId as ActionId };
}

const isOfFormerForm = ({ actor }: Pick<ActionMessage, 'actor'>): boolean =>
  hasFormerForm(actor.id) && (actor.accountId === undefined || hasFormerForm(actor.accountId));

const mayAskByHand = ({ actor }: Pick<ActionMessage, 'actor'>): boolean =>
  actor.role === 'operator' && actor.door === 'temporal';
