/** The table of written steps. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import type { Defaulted, Json, NullableJson, Optional } from '../postgres/columns.ts';
import type { ProcessName } from '../processes/tables.ts';

/** Where a step stands. Another step may want the same place; see `same-step.ts`. */
export interface StepName {
  caseId: CaseId;
  process: ProcessName;
  seq: number;
}

export interface StepsTable {
  case_id: CaseId;
  process: ProcessName;
  /** Counts the steps of one process of the case, from 1. */
  seq: number;
  answer: Json<StepAnswer>;
  written_at: Defaulted<Date>;
  /** Keyed digest of the step's content; null in rows of before it was stored, like the next two. */
  digest: Optional<Buffer>;
  /** When it took effect. */
  at: Optional<Date>;
  /** The work that was under way after it; null for none. */
  work: NullableJson<FilingWork[]>;
}
