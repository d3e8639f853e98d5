/**
 * One filing, from the opening of the order to its number: weeks of waiting for people, provider, MIIT and bureau.
 * Read `run` aloud; what happens in each state is in `stages/`, how a step is taken in `course.ts`.
 */
import { CancellationScope, isCancellation, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { Action } from '../../domain/lifecycle/action.ts';
import { allowedActions } from '../../domain/lifecycle/table.ts';
import { Course } from './course.ts';
import { allowedActionsQuery, outcomeQuery, signals, stateQuery, type FilingInput } from '../messages/messages.ts';
import { describeSignal } from './signal-descriptions.ts';
import { stages } from './stages/index.ts';

export async function filing(input: FilingInput): Promise<{ stage: string }> {
  const course = new Course(input, stages);
  listen(course, CancellationScope.current());
  await CancellationScope.nonCancellable(() => run(course));
  return { stage: course.progress.stage };
}

async function run(course: Course): Promise<void> {
  await course.open();
  while (!course.ended) await course.turn();
  await course.settle();
  if (!course.forget) return;
  await course.erase();
  await course.settle();
}

/** Handlers only put messages into the inbox. A cancel request from Temporal is a message too, never a silent death. */
function listen(course: Course, root: CancellationScope): void {
  for (const [action, signal] of signals) {
    const options = { description: describeSignal(action satisfies Action) };
    setHandler(signal, (...args: unknown[]) => course.receive(action, args), options);
  }
  setDefaultSignalHandler((name, ...args) => course.receive(name, args));
  setHandler(stateQuery, () => course.view(), {
    description: 'Progress of the filing; people appear as P1, P2, … only.',
  });
  setHandler(outcomeQuery, (actionId) => course.outcomeOf(actionId), {
    description: 'How an action ended, by its id.',
  });
  setHandler(allowedActionsQuery, (role) => allowedActions(course.progress.stage, role), {
    description: 'What a role may do now.',
  });
  root.cancelRequested.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
    course.cancelRequested();
  });
}
