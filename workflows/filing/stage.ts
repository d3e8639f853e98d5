/**
 * A stage as the workflow runs it: for every action, every due instant and every event of the system that the lifecycle
 * table knows in this state, one reaction. The compiler refuses a stage that omits a reaction, adds one, or leads to a state
 * that the table does not allow.
 */
import type { CheckAnswer, CheckPurpose } from '../../activities/contract.ts';
import type { Action, ActionData } from '../../domain/lifecycle/action.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { ActionOf, Lifecycle, NextStage } from '../../domain/lifecycle/table.ts';
import type { Actor } from '../../domain/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { FilingInput } from '../messages/filing.ts';
import type { SystemEvent, SystemEvents } from './filing-kind.ts';
import type { Applied, Outcome } from './outcome.ts';

/** A filing as its stages see it: its progress, and what they may ask and begin. */
export interface Filing {
  readonly input: FilingInput;
  readonly progress: Progress;
  /** Wait lengths in force in this state (R-SM-17). */
  readonly settings: Settings;
  readonly now: () => Instant;
  /** What the rules say of the order now; `allowing` names the person to whom this action allows the photo. */
  check(purpose: CheckPurpose, allowing?: string): Promise<CheckAnswer>;
}

/** An action that passed every check that is the same in all states. */
export interface Taken<Data> {
  actionId: string;
  actor: Actor;
  data: Data;
}

type Answer<To extends Stage> = Outcome<To> | Promise<Outcome<To>>;

export interface StageReactions<S extends Stage> {
  on: { readonly [A in ActionOf<S>]: (filing: Filing, taken: Taken<ActionData<A>>) => Answer<NextStage<S> & Stage> };
  at: {
    readonly [T in Exclude<keyof Lifecycle[S]['timers'], 'onward'>]: (
      filing: Filing,
      dueAt: Instant,
    ) => Answer<NextStage<S> & Stage>;
  };
}

/** Only the states from which an order is handed over react to the gateway's answer. */
type EventsOf<S extends Stage> =
  'forwardFailed' extends ActionOf<S>
    ? { events: { readonly [E in SystemEvent]: EventReaction<E> } }
    : { events?: never };

/** Undefined when the event changes nothing and needs no step. */
export type EventReaction<E extends SystemEvent> = (
  filing: Filing,
  event: SystemEvents[E],
) => Applied<never> | undefined;

/** A stage as the process calls it: action and data are known only at run time. */
export interface AnyStage {
  on: Partial<Record<Action, (filing: Filing, taken: Taken<never>) => Answer<Stage>>>;
  at: Readonly<Record<string, (filing: Filing, dueAt: Instant) => Answer<Stage>>>;
  events?: { readonly [E in SystemEvent]: EventReaction<E> };
}

/** Names the stage so that its reactions are checked against the table. */
export const stage = <S extends Stage>(
  _name: S,
  reactions: StageReactions<S> & EventsOf<S>,
): StageReactions<S> & EventsOf<S> => reactions;
