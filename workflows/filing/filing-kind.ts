/** The types of a filing as a process of the engine. */
import type { Action } from '../../domain/lifecycle/action.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Terms } from '../../domain/lifecycle/terms.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { CarriedOver } from '../engine/going-on.ts';
import type { Received } from '../engine/inbox.ts';
import type { ActionOutcome } from '../messages/envelope.ts';
import type { Alarm } from './alarms.ts';
import type { Shown } from './operator-view.ts';

export interface FilingKind {
  name: Action;
  alarm: Alarm;
  step: Omit<Step, 'orderId' | 'seq' | 'clock'>;
  event: FilingEvent;
  work: FilingWork;
  outcome: ActionOutcome;
  state: FilingState;
}

export type ReceivedAction = Received<Action>;
export type CarriedFiling = CarriedOver<FilingKind>;

/** What a filing knows of itself. */
export interface FilingState {
  progress: Progress;
  settings: Settings | undefined;
  subject: Subject;
  forget: boolean;
  shown: Shown;
}

/** What the order is about, as far as the draft says; operators filter by it. */
export type Subject = Pick<Terms, 'type' | 'province'>;

/** What the filing's own work in the world tells it; nobody sends these. */
export interface SystemEvents {
  /** The bureau's gateway refused in a way only a person can mend. */
  handOverStuck: { handOver: number; detail: string };
  /** The bureau has no interface: a person enters the order there (`BUREAU=manual`). */
  handOverByHand: { handOver: number };
}
export type SystemEvent = keyof SystemEvents;
export type FilingEvent = { [E in SystemEvent]: { event: E; data: SystemEvents[E] } }[SystemEvent];

/** Work in the world that a filing does not wait for. */
export type FilingWork =
  /** Hands the order over to the bureau; how the gateway answers comes back as an action or an event. */
  | { kind: 'handOver'; handOver: number; verifiers: string[]; at: Instant }
  | { kind: 'resendSms'; handOver: number; actionId: string; personId?: string }
  /** Starts the process of the duties after the approval. */
  | { kind: 'startDuties'; issuedOn: string; startedAt: Instant };
