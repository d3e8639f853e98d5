/** The table of written steps. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import type { Defaulted, Json } from '../postgres/columns.ts';

/** Processes that write steps, by the names that messages have for them too (`messages.source`). */
export type ProcessName = 'filing' | 'obligations';

export interface StepsTable {
  case_id: CaseId;
  process: ProcessName;
  /** Counts the steps of one process of the case, from 1. */
  seq: number;
  answer: Json<StepAnswer>;
  written_at: Defaulted<Date>;
}
