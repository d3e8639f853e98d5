/** A stage's answer to an action, due instant or event: applied with its consequences, or refused with a reason. */
import type { Finding } from '../../domain/finding.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Notice } from '../../domain/messages/notice.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Effect } from '../../domain/lifecycle/effect.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';

export interface Applied<To extends Stage> {
  outcome: 'APPLIED';
  /** The next state; absent when the order stays. */
  to?: To;
  /** Routing states passed on the way. */
  via?: Stage[];
  /** What changes in the progress besides the state. */
  change?: Partial<Progress>;
  /** Work out the terms of the state again from this instant although the order stays (R-SM-11). */
  termsFrom?: Instant;
  notices?: Notice[];
  tasks?: TaskKind[];
  effects?: Effect[];
  /** The websites whose servers the effects are about; all of them when left out. */
  websites?: string[];
  items?: Finding[];
  detail?: string;
  record?: NonNullable<Step['record']>;
  /** Work in the world that begins once the step is written and never delays the filing. */
  work?: FilingWork[];
  /** The personal data is destroyed once all messages have been delivered (R-SM-13). */
  forget?: boolean;
}

export interface Refused {
  outcome: 'REFUSED';
  reason: RefusalCode;
  detail?: string;
  items?: Finding[];
  tasks?: TaskKind[];
}

export type Outcome<To extends Stage> = Applied<To> | Refused;

/** The order goes on to another state. */
export const goTo = <To extends Stage>(to: To, and: Omit<Applied<To>, 'outcome' | 'to'> = {}): Applied<To> => ({
  outcome: 'APPLIED',
  to,
  ...and,
});

/** The order stays in its state, with these changes. */
export const stay = (and: Omit<Applied<never>, 'outcome' | 'to'> = {}): Applied<never> => ({
  outcome: 'APPLIED',
  ...and,
});

/** Nothing changes; the reason is written into the history. */
export const refuse = (reason: RefusalCode, and: Omit<Refused, 'outcome' | 'reason'> = {}): Refused => ({
  outcome: 'REFUSED',
  reason,
  ...and,
});
