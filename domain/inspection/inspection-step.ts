/** One step of an inspection, written in one transaction and once however often it is tried. */
import type { Cause } from '../lifecycle/cause.ts';
import type { TaskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import type { InspectionProgress, InspectionState } from './inspection.ts';
import type { InspectionNotice } from './take-action.ts';

export interface InspectionStep {
  /** The inspection's case. */
  orderId: string;
  seq: number;
  at: Instant;
  cause: Cause;
  from: InspectionState;
  after: InspectionProgress;
  notices: readonly InspectionNotice[];
  tasks: readonly TaskKind[];
  closes: readonly TaskKind[];
}
