/** The input of every process, and the signal that every process hears. */
import { defineSignal, type SignalDefinition } from '@temporalio/workflow';

/** How long a run of a process may get before it goes on in a new one. */
export interface Thresholds {
  /** Events in the run's history. */
  events: number;
  /** Signals the run has received. */
  signals: number;
}

export interface ProcessInput {
  /** The case in whose audit trail the process writes. */
  orderId: string;
  /** Set when the process ran before and was lost in Temporal: it begins where Postgres says that it stands. */
  beginsAgain?: boolean | undefined;
  /** Lower thresholds, for tests of what happens between two runs. */
  goesOnAfter?: Thresholds | undefined;
}

/** Has a process compare itself with Postgres, and go on from where Postgres says that it stands. */
export const compareSignal: SignalDefinition = defineSignal('compareWithPostgres');
