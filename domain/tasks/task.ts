/**
 * What an operator has to look at: one row for each kind of task. A row says when the task ends by itself, and whether operators
 * are told that it opened. A case has at most one task of a kind in each visit of a state.
 */
interface TaskRow {
  /**
   * `WITH_STATE`: leaving the state closes the task. `WHEN_ON_TIME`: the same, and so does a new due instant.
   * `WHEN_TAKEN`: leaving the state closes it, and so does the end of the hand-over. `WHEN_WITHDRAWN`: it ends with the request
   * it is about. `WHEN_DONE`: the work that failed closes it when it succeeds. `BY_OPERATOR`: it waits until an operator has dealt with it.
   */
  readonly ends: 'WITH_STATE' | 'WHEN_ON_TIME' | 'WHEN_TAKEN' | 'WHEN_WITHDRAWN' | 'WHEN_DONE' | 'BY_OPERATOR';
  /** Whether N-16 tells operators when the task opens. Tasks about lateness have an N-16 of their own; the others are routine. */
  readonly told: boolean;
}

const TASKS = {
  REVIEW_OVERDUE: { ends: 'WHEN_ON_TIME', told: false },
  FORWARD_OVERDUE: { ends: 'WHEN_ON_TIME', told: false },
  BUREAU_OVERDUE: { ends: 'WHEN_ON_TIME', told: false },
  SYNC_OVERDUE: { ends: 'WHEN_ON_TIME', told: false },
  BACKDROP_NOT_DELIVERED: { ends: 'WITH_STATE', told: true },
  PARCEL_NOT_RECEIVED: { ends: 'WITH_STATE', told: true },
  CALL_BEFORE_RESUBMISSION: { ends: 'WITH_STATE', told: false },
  HAND_OVER_NEEDS_PERSON: { ends: 'WITH_STATE', told: true },
  HAND_OVER_BY_HAND: { ends: 'WHEN_TAKEN', told: true },
  FACE_CHECK_NEEDS_PERSON: { ends: 'WITH_STATE', told: false },
  DECISION_OUT_OF_ORDER: { ends: 'BY_OPERATOR', told: true },
  DECISION_CONTRADICTS: { ends: 'BY_OPERATOR', told: true },
  RECORD_DOES_NOT_FIT: { ends: 'BY_OPERATOR', told: true },
  RECORD_CHANGED: { ends: 'BY_OPERATOR', told: true },
  CALLBACK_AFTER_END: { ends: 'BY_OPERATOR', told: false },
  INSTANCE_LOST_AT_BUREAU: { ends: 'BY_OPERATOR', told: true },
  NUMBERS_ENTERED: { ends: 'WITH_STATE', told: true },
  CANCEL_REQUESTED: { ends: 'WHEN_WITHDRAWN', told: true },
  PROCESS_BEGAN_AGAIN: { ends: 'BY_OPERATOR', told: false },
  PROCESS_CANNOT_GO_ON: { ends: 'BY_OPERATOR', told: false },
  ENDING_REQUESTED: { ends: 'BY_OPERATOR', told: false },
  STEP_NOT_WRITTEN: { ends: 'BY_OPERATOR', told: true },
  MALFORMED_SIGNAL: { ends: 'BY_OPERATOR', told: false },
  ASKED_BY_HAND: { ends: 'BY_OPERATOR', told: true },
  NOT_ASKED_FOR: { ends: 'BY_OPERATOR', told: true },
  MESSAGE_UNDELIVERABLE: { ends: 'BY_OPERATOR', told: false },
  MESSAGE_NEEDS_PERSON: { ends: 'BY_OPERATOR', told: false },
  OWED_WORK_STUCK: { ends: 'BY_OPERATOR', told: false },
  LOOK_UP_NEEDS_PERSON: { ends: 'WITH_STATE', told: true },
  DOCUMENTS_NEED_PERSON: { ends: 'WITH_STATE', told: false },
  TYPE_UNCLEAR: { ends: 'WITH_STATE', told: true },
  READS_ABOVE_USUAL: { ends: 'BY_OPERATOR', told: false },
  STANDS_STILL: { ends: 'WHEN_DONE', told: false },
  BUREAU_ACCOUNT_HALTED: { ends: 'WHEN_DONE', told: true },
  BUREAU_EXCHANGE_STUCK: { ends: 'WHEN_DONE', told: true },
  BUREAU_COUNTER_DIFFERS: { ends: 'BY_OPERATOR', told: true },
  BUREAU_UPLOAD_REFUSED: { ends: 'BY_OPERATOR', told: true },
  BUREAU_FILE_NEEDS_PERSON: { ends: 'BY_OPERATOR', told: true },
  BUREAU_UPLOADS_WAIT: { ends: 'WHEN_DONE', told: true },
  UNFILED_WEBSITE: { ends: 'WHEN_DONE', told: true },
  UNFILED_OVERDUE: { ends: 'WHEN_DONE', told: true },
  INSPECTION_OVERDUE: { ends: 'WHEN_DONE', told: true },
  INSPECTION_ANSWERED: { ends: 'WHEN_DONE', told: false },
} as const satisfies Record<string, TaskRow>;

/** What kind of thing an operator has to look at. */
export type TaskKind = keyof typeof TASKS;

export const TASK_KINDS = Object.keys(TASKS) as TaskKind[];

/** Whether N-16 tells operators when a task of this kind opens. */
export const isTold = (kind: TaskKind): boolean => TASKS[kind].told;

/** What tasks must know about the case after a step. */
export interface CaseMoment {
  /** The step enters a state anew. */
  leftState: boolean;
  /** A due instant is overdue after the step. */
  overdue: boolean;
  handOverUnderWay: boolean;
  cancelRequested: boolean;
}

/** The kinds of task that end by themselves with a step. */
export const tasksThatEnd = (moment: CaseMoment): TaskKind[] => TASK_KINDS.filter((kind) => ends(kind, moment));

function ends(kind: TaskKind, { leftState, overdue, handOverUnderWay, cancelRequested }: CaseMoment): boolean {
  const row: TaskRow = TASKS[kind];
  switch (row.ends) {
    case 'WITH_STATE':
      return leftState;
    case 'WHEN_ON_TIME':
      return leftState || !overdue;
    case 'WHEN_TAKEN':
      return leftState || !handOverUnderWay;
    case 'WHEN_WITHDRAWN':
      return !cancelRequested;
    case 'WHEN_DONE':
    case 'BY_OPERATOR':
      return false;
    default:
      return row.ends satisfies never;
  }
}
