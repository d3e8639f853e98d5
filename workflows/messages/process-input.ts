/** When a run of a process is long enough to go on in a new one. */
export interface Thresholds {
  /** Events in the run's history. */
  events: number;
  /** Signals the run has heard. */
  signals: number;
}

/** What every process starts from. */
export interface ProcessInput {
  /** The case in whose audit trail the process writes. */
  orderId: string;
  /** Lower thresholds, for tests of what happens between two runs. */
  goesOnAfter?: Thresholds | undefined;
}
