/**
 * Everything people and outside parties have sent and the filing has not answered yet. Signal handlers only put things
 * here; they never throw and never wait, so no message can stop a filing, whatever a hand in Temporal UI sends.
 */
import { isAction, type Action } from '../domain/action.ts';
import { actionMessageSchema, type ActionMessage } from './messages.ts';

/** A message of the right envelope, meant for an action. */
export interface Received<Known extends string = Action> extends ActionMessage {
  kind: 'ACTION';
  action: Known;
}

/** A message nobody can act on: recorded, and shown to an operator. */
export interface Malformed {
  kind: 'MALFORMED';
  signal: string;
  actionId: string | undefined;
  reason: 'MALFORMED' | 'UNKNOWN_ACTION';
}

/** Somebody asked Temporal to cancel the workflow; it becomes a request that a second person must consent to (R-SM-14). */
export interface CancelRequested {
  kind: 'CANCEL_REQUESTED';
}

/** The bureau's gateway refused in a way only a person can mend. */
export interface HandOverStuck {
  kind: 'HAND_OVER_STUCK';
  handOver: number;
  detail: string;
}

export type Letter = Received | Malformed | CancelRequested | HandOverStuck;

/** Sorts one signal's arguments into the inbox of a filing. */
export const letterFrom = (signal: string, args: readonly unknown[]): Letter => readSignal(signal, args, isAction);

/** Reads one signal. Extra arguments, missing ones and foreign shapes are malformed. */
export function readSignal<Known extends string>(
  signal: string,
  args: readonly unknown[],
  isKnown: (name: string) => name is Known,
): Received<Known> | Malformed {
  const envelope = actionMessageSchema().safeParse(args[0]);
  const actionId = envelope.success ? envelope.data.actionId : undefined;
  if (!isKnown(signal)) return { kind: 'MALFORMED', signal, actionId, reason: 'UNKNOWN_ACTION' };
  if (!envelope.success || args.length !== 1) return { kind: 'MALFORMED', signal, actionId, reason: 'MALFORMED' };
  return { kind: 'ACTION', action: signal, ...envelope.data };
}
