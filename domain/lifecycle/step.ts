/** A step: the one way a filing changes, and what the store answers to it. */
import type { OrderId } from '../identifiers.ts';
import type { Notice } from '../messages/notice.ts';
import type { RefusalCode } from '../refusal.ts';
import type { TaskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import type { Cause } from './cause.ts';
import type { Effect } from './effect.ts';
import type { Progress } from './progress.ts';
import { isDrafting, type Stage } from './stage.ts';
import type { Terms } from './terms.ts';

/** One step of a filing, written in one transaction and once however often it is tried (`orderId`, `seq`). */
export interface Step {
  orderId: OrderId;
  seq: number;
  /** When it took effect: for a due instant that instant, however late it was acted on (§0.3, A-143). */
  at: Instant;
  /** The filing's clock when the step was written. */
  clock: Instant;
  cause: Cause;
  from: Stage;
  /** Routing states passed on the way, which take no time (`PRELIM_APPROVED`, `SMS_RETURNED`, `RETURNED_FOR_TYPE`). */
  via: Stage[];
  to: Stage;
  /** The state after the step; its dues and settings are completed by the answer when `terms` is asked for. */
  progress: Progress;
  /** Start of the terms to be worked out for `to`; absent when the running ones stay. */
  termsFrom?: Instant;
  notices: Notice[];
  tasks: TaskKind[];
  effects: Effect[];
  /** The websites whose servers an effect is about; all of them when left out. */
  websites?: string[];
  /** MIIT's numbers, with effect `writeRecord`. */
  record?: { entityNumber: string; websites: { domain: string; number: string }[]; issuedOn: string };
}

/** Answer to a step. */
export interface StepAnswer {
  terms?: Terms;
  /** False when nobody had to be told, so that no delivery is scheduled. */
  messages: boolean;
  /** Set when an effect could not be had, e.g. the account's place or the record; the step was then written as refused. */
  refused?: RefusalCode;
}

/** The order is drafted again, after a withdrawal or a reactivation: its draft clock starts anew (R-SM-1, R-SM-13). */
export const becomesDraft = ({ from, to }: Pick<Step, 'from' | 'to'>): boolean => !isDrafting(from) && isDrafting(to);
