/** How long a run of a process may get before it goes on in a new one. */
export interface Thresholds {
  /** Events in the run's history. */
  events: number;
  /** Signals the run has received. */
  signals: number;
}

/** The input of every process. */
export interface ProcessInput {
  /** The case in whose audit trail the process writes. */
  orderId: string;
  /** Lower thresholds, for tests of what happens between two runs. */
  goesOnAfter?: Thresholds | undefined;
}
