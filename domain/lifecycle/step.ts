/** A step, the only way in which a filing changes, and the store's answer to it. */
import type { OrderId } from '../identifiers.ts';
import type { Notice } from '../messages/notice.ts';
import type { Synced } from '../record/record-change.ts';
import type { RefusalCode } from '../refusal.ts';
import type { TaskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import type { Cause } from './cause.ts';
import type { Effect } from './effect.ts';
import type { Progress } from './progress.ts';
import { isDrafting, type Stage } from './stage.ts';
import type { Terms } from './terms.ts';
import type { FilingWork } from './work.ts';

/** One step of a filing, written in one transaction. Repeated tries write it once (`orderId`, `seq`). */
export interface Step {
  orderId: OrderId;
  seq: number;
  /** When the step took effect. A due instant takes effect at its own time, however late it is acted on (§0.3, A-143). */
  at: Instant;
  /** The filing's clock when the step was written. */
  clock: Instant;
  cause: Cause;
  from: Stage;
  /** States passed on the way without stopping (`PRELIM_APPROVED`, `SMS_RETURNED`, `RETURNED_FOR_TYPE`). */
  via: Stage[];
  to: Stage;
  /** The progress after the step; the answer completes its dues and settings when `termsFrom` asks for terms. */
  progress: Progress;
  /** Start of the terms to be computed for `to`; absent when the running terms stay. */
  termsFrom?: Instant;
  notices: Notice[];
  tasks: TaskKind[];
  effects: Effect[];
  /** The websites whose servers an effect is about; all websites when left out. */
  websites?: string[];
  /** What MIIT's synchronisation told, with effect `writeRecord`; `part`: of these websites of the order only (R-BUR-4). */
  record?: Synced & { issuedOn: string; part?: readonly string[] };
  /** The work that is under way after it, with what it begins; a filing that begins again does it. */
  work?: FilingWork[];
  /** The personal data is still to be destroyed after the end (R-SM-13), so that the filing runs on. */
  forget?: boolean;
}

/** Answer to a step. */
export interface StepAnswer {
  terms?: Terms;
  /** False when nobody had to be told, so that no delivery is scheduled. */
  messages: boolean;
  /** Set when an effect was not possible, e.g. on the account's place or the record; the step was then written as refused. */
  refused?: RefusalCode;
  /**
   * Set when this is not the next step of the process: Postgres stands at the step of this number. Nothing was written, and
   * the process has to go on from where Postgres stands.
   */
  standsAt?: number;
}

/** Whether the order becomes a draft again, by withdrawal or reactivation: its draft term starts anew (R-SM-1, R-SM-13). */
export const becomesDraft = ({ from, to }: Pick<Step, 'from' | 'to'>): boolean => !isDrafting(from) && isDrafting(to);
