/**
 * Where Postgres says that a process stands: all with which it begins again. A process that was terminated, reset or lost in
 * Temporal goes on from here.
 */
import type { Duty } from '../duties/duty.ts';
import type { DutyTerms } from '../duties/duty-terms.ts';
import type { Province } from '../order/form.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { InspectionProgress } from '../inspection/inspection.ts';
import type { Instant } from '../time/instant.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';
import type { FilingWork } from './work.ts';

interface StoredProcess {
  /** The number of its last step; 0 when it has not begun. */
  steps: number;
  /** When the last step took effect; when it was opened, if there is none. */
  lastAt: Instant;
  /** The time on its own clock, in sandboxes, where each filing has one; absent where all keep to the wall clock. */
  ownTime?: Instant;
  /** Steps with messages that are not delivered yet. */
  undelivered: number[];
}

export interface StoredFiling extends StoredProcess {
  progress: Progress;
  settings?: Settings;
  type?: OrderType;
  province?: Province;
  /** Whether the personal data is still to be destroyed (R-SM-13). */
  forget: boolean;
  work: FilingWork[];
}

export interface StoredDuties extends StoredProcess {
  duties: Duty[];
  terms?: DutyTerms;
}

export interface StoredInspection extends StoredProcess {
  progress: InspectionProgress;
}
