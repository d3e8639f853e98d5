/** What one kind of process defines, and what the engine offers it. The engine itself is in `process-engine.ts`. */
import type { DeliveryRequest } from '../../activities/contract.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Happened, Received } from './inbox.ts';

/** An instant at which a process moves by itself. */
export interface Alarm {
  name: string;
  at: Instant;
}

/** A step before it is written: what happened, and when it takes effect. */
export interface StepDraft {
  cause: Cause;
  at: Instant;
}

/** Where a step is written. */
export interface Place<Work> {
  /** Its number. */
  seq: number;
  /** When it takes effect; never before the step before it. */
  at: Instant;
  /** The work that is under way already. */
  work: Work[];
}

/** How the store answered a step. */
export interface Written {
  /** Whether the step has messages, so that a delivery begins. */
  messages: boolean;
  /** Set when an effect was not possible and the step was written as refused. */
  refused?: RefusalCode;
  /** Set when nothing was written, because Postgres stands at this step and not at the one before. */
  standsAt?: number;
}

/** Where Postgres says that the process stands. */
export interface Stored<K extends Kind> {
  steps: number;
  lastAt: Instant;
  /** The time on its own clock, where it has one. */
  ownTime?: Instant | undefined;
  state: K['state'];
  work: K['work'][];
  deliveries: DeliveryRequest[];
}

/** How an action ended, in the part that every process remembers; a kind of process may add to it. */
export interface KnownOutcome {
  outcome: 'APPLIED' | 'REFUSED';
  reason?: string;
}

/** A refusal, with the task for an operator if there is one. */
export interface Refusal {
  reason: RefusalCode;
  tasks?: TaskKind[];
}

/** The types of one kind of process. Event, work and state go over to the next run, so they must be plain JSON. */
export interface Kind {
  /** Names of the signals that the process knows. */
  name: string;
  alarm: Alarm;
  step: StepDraft;
  /** The events that its work in the world reports. */
  event: { event: string };
  /** Work in the world that the process does not wait for. */
  work: object;
  outcome: KnownOutcome;
  /** The whole state of the process. */
  state: object;
}

export interface ProcessDefinition<K extends Kind> {
  isKnown: (signal: string) => signal is K['name'];
  /** Whether the process has only to end. */
  readonly ended: boolean;
  /** What the first step is called in the history. */
  readonly firstStep: string;
  /** Writes the first step. Not called in a run that goes on from an earlier one. */
  open(): Promise<void>;
  /** Answers an action that has no outcome yet. */
  take(action: Received<K['name']>): Promise<void>;
  /** Reacts to an event of its own work. */
  happened(event: K['event']): Promise<void>;
  /** Somebody asked Temporal to cancel the workflow. No process obeys; the request is answered like an action of this id. */
  cancelRequested(actionId: string): Promise<void>;
  /** Writes the refusal of a signal that the inbox or the guard refused. */
  refuse(cause: Cause, refusal: Refusal): Promise<void>;
  /** The alarms that may ring next in the present state, the earliest first. */
  alarms(): K['alarm'][];
  ring(alarm: K['alarm']): Promise<void>;
  /** What operators read beside the timer of an alarm. With its instant it names the alarm. */
  summaryOf(alarm: K['alarm']): string;
  /** Writes a step and takes over its changes. */
  write(step: K['step'], place: Place<K['work']>): Promise<Written>;
  /** The outcome of an action to remember once its step is written. */
  outcomeOf(known: KnownOutcome): K['outcome'];
  /** The last work before the process ends, when all messages have been delivered. */
  finish?(): Promise<void>;
  /** Shows operators the state of the process after a step. */
  show(last: Cause): void;
  /** Which messages to deliver after a step. */
  deliveryOf(seq: number): DeliveryRequest;
  /** Does a piece of work. Safe to repeat: a new run repeats the open work of the old one. */
  work(work: K['work']): Promise<WorkResult<K> | void>;
  /** The state with which the next run begins. */
  state(): K['state'];
  /** Asks Postgres where the process stands. Throws when the order is unknown or cannot be read. */
  stored(): Promise<Stored<K>>;
  /** Takes over a state that Postgres told. */
  standAt(state: K['state']): void;
}

/** The result of a piece of work: an action of an outside party, or an event. */
export type WorkResult<K extends Kind> = Received<K['name']> | Happened<K['event']>;

/** What the engine offers to a process. */
export interface Engine<K extends Kind> {
  /** The process's own clock. */
  readonly now: () => Instant;
  /** How many steps were written in all runs. */
  readonly steps: number;
  /** Answers an action once: nothing happens when it has an outcome. */
  take(action: Received<K['name']>): Promise<void>;
  /**
   * Writes a step, and changes the state only afterwards. False when an effect was not possible, so that nothing changed.
   */
  write(step: K['step']): Promise<boolean>;
  /** Begins work in the world that the process does not wait for. */
  begin(work: K['work']): void;
}
