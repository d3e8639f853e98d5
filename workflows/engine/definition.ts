/** What is particular to one kind of process, and what the engine offers it. The engine itself is in `run-process.ts`. */
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

/** Where a step is written: its number, and the instant at which it takes effect, never before the step before it. */
export interface Place {
  seq: number;
  at: Instant;
}

/** How the store answered a step. */
export interface Written {
  /** Whether somebody must be told, so that a delivery begins. */
  messages: boolean;
  /** Set when an effect could not be had, and the step was written as refused. */
  refused?: RefusalCode;
}

/** How an action ended, as far as every process remembers it; a kind of process may add to it. */
export interface KnownOutcome {
  outcome: 'APPLIED' | 'REFUSED';
  reason?: string;
}

/** What a process refuses, with what an operator has to look at. */
export interface Refusal {
  reason: RefusalCode;
  tasks?: TaskKind[];
}

/** The types of one kind of process. What goes over to the next run — event, work and state — must be plain JSON. */
export interface Kind {
  /** Names of the signals it knows. */
  name: string;
  alarm: Alarm;
  step: StepDraft;
  /** What its work in the world tells it. */
  event: object;
  /** Work in the world it does not wait for. */
  work: object;
  outcome: KnownOutcome;
  /** Everything it knows of itself. */
  state: object;
}

export interface ProcessDefinition<K extends Kind> {
  isKnown: (signal: string) => signal is K['name'];
  /** Whether nothing but the end is left. */
  readonly ended: boolean;
  /** Writes the first step. Not called in a run that goes on from an earlier one. */
  open(): Promise<void>;
  /** Answers an action that has no outcome yet. */
  take(action: Received<K['name']>): Promise<void>;
  /** Hears of its own work. */
  happened(event: K['event']): Promise<void>;
  /** Somebody asked Temporal to cancel the workflow, which no process does: it answers as to an action of this id. */
  cancelRequested(actionId: string): Promise<void>;
  /** Writes down that something was refused before the process was asked. */
  refuse(cause: Cause, refusal: Refusal): Promise<void>;
  /** What rings next, in every state. */
  nextAlarm(): K['alarm'] | undefined;
  ring(alarm: K['alarm']): Promise<void>;
  /** What operators read beside the timer of an alarm. */
  summaryOf(alarm: K['alarm']): string;
  /** Has a step written and takes over what it changes. */
  write(step: K['step'], place: Place): Promise<Written>;
  /** The outcome of an action as it is remembered, after its step was written. */
  outcomeOf(known: KnownOutcome): K['outcome'];
  /** What is left to do when everybody has been told and before the process ends. */
  finish?(): Promise<void>;
  /** Shows operators how the process stands after a step. */
  show(last: Cause): void;
  /** Which messages to deliver after a step. */
  deliveryOf(seq: number): DeliveryRequest;
  /** Does a piece of work. Safe to repeat: a new run does what was open in the old one again. */
  work(work: K['work']): Promise<WorkResult<K> | void>;
  /** What the next run begins with. */
  state(): K['state'];
}

/** What comes of a piece of work: an action of an outside party, or an event. */
export type WorkResult<K extends Kind> = Received<K['name']> | Happened<K['event']>;

/** What a process may ask the engine. */
export interface Engine<K extends Kind> {
  /** The process's own clock. */
  readonly now: () => Instant;
  /** How many steps were written, in all runs. */
  readonly steps: number;
  /** Answers an action once: nothing happens when it has an outcome. */
  take(action: Received<K['name']>): Promise<void>;
  /** Writes a step and only then believes it. False when an effect could not be had, and nothing changed. */
  write(step: K['step']): Promise<boolean>;
  /** Begins work in the world that the process does not wait for. */
  begin(work: K['work']): void;
}
