/**
 * A stage as the workflow runs it: for every action and every due instant the lifecycle table knows in this state, one
 * reaction. The compiler refuses a stage that forgets one, adds one, or leads where the table does not.
 */
import type { ActionData } from '../../domain/lifecycle/action.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ActionOf, Lifecycle, NextStage } from '../../domain/lifecycle/table.ts';
import type { Actor } from '../../domain/role.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { Course } from './course.ts';
import type { Outcome } from './outcome.ts';

/** An action that passed every check that is the same in all states. */
export interface Taken<Data> {
  actionId: string;
  actor: Actor;
  data: Data;
}

type Answer<To extends Stage> = Outcome<To> | Promise<Outcome<To>>;

export interface StageReactions<S extends Stage> {
  on: { readonly [A in ActionOf<S>]: (course: Course, taken: Taken<ActionData<A>>) => Answer<NextStage<S> & Stage> };
  at: {
    readonly [T in Exclude<keyof Lifecycle[S]['timers'], 'onward'>]: (
      course: Course,
      dueAt: Instant,
    ) => Answer<NextStage<S> & Stage>;
  };
}

/** Names the stage so that its reactions are checked against the table. */
export const stage = <S extends Stage>(_name: S, reactions: StageReactions<S>): StageReactions<S> => reactions;
