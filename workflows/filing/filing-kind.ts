/** The types of a filing as a process of the engine. */
import type { Action } from '../../domain/lifecycle/action.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Terms } from '../../domain/lifecycle/terms.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import type { CarriedOver } from '../engine/going-on.ts';
import type { Received } from '../engine/inbox.ts';
import type { ActionOutcome } from '../messages/envelope.ts';
import type { Alarm } from './alarms.ts';
import type { Shown } from './operator-view.ts';

export interface FilingKind {
  name: Action;
  alarm: Alarm;
  /** With the work that begins once it is written. */
  step: Omit<Step, 'orderId' | 'seq' | 'clock' | 'work'> & { begins: FilingWork[] };
  event: FilingEvent;
  work: FilingWork;
  outcome: ActionOutcome;
  state: FilingState;
}

export type ReceivedAction = Received<Action>;
export type CarriedFiling = CarriedOver<FilingKind>;

/** The state of a filing. */
export interface FilingState {
  progress: Progress;
  settings: Settings | undefined;
  subject: Subject;
  forget: boolean;
  shown: Shown;
}

/** The subject of the order as far as the draft names it; operators filter by it. */
export type Subject = Pick<Terms, 'type' | 'province'>;

/** The events that the filing's own work in the world reports; nobody sends them as signals. */
export interface SystemEvents {
  /** The bureau's gateway refused, and only a person can remove the cause. */
  handOverStuck: { handOver: number; detail: string };
  /** The bureau has no interface: a person enters the order there (`BUREAU=manual`). */
  handOverByHand: { handOver: number };
}
export type SystemEvent = keyof SystemEvents;
export type FilingEvent = { [E in SystemEvent]: { event: E; data: SystemEvents[E] } }[SystemEvent];
