/** What a filing finds in its inbox: what was sent to it, and what its own work in the world tells it. */
import { isAction, type Action } from '../../domain/lifecycle/action.ts';
import { readSignal, type CancelRequested, type Malformed, type Received } from '../engine/inbox.ts';
import type { SystemEvent, SystemEvents } from './stage.ts';

export type ReceivedAction = Received<Action>;

/** An event of the system with its data, for the reaction of the stage it finds the filing in. */
export type HappenedEvent = { [E in SystemEvent]: { kind: 'EVENT'; event: E; data: SystemEvents[E] } }[SystemEvent];

export type InboxEntry = ReceivedAction | Malformed | CancelRequested | HappenedEvent;

/** Sorts one signal's arguments into the inbox of a filing. */
export const entryFrom = (signal: string, args: readonly unknown[]): InboxEntry => readSignal(signal, args, isAction);
