/**
 * One filing, from the opening of the order to its number: weeks of waiting for people, provider, MIIT and bureau.
 * Read `run` aloud; what happens in each state is in `stages/`, how a step is taken in `filing-process.ts`.
 */
import { CancellationScope, isCancellation, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import type { Action } from '../../domain/lifecycle/action.ts';
import { allowedActions } from '../../domain/lifecycle/table.ts';
import { FilingProcess } from './filing-process.ts';
import { allowedActionsQuery, outcomeQuery, signals, stateQuery, type FilingInput } from '../messages/filing.ts';
import { describeSignal } from './signal-descriptions.ts';
import { stages } from './stages/index.ts';

export async function filing(input: FilingInput): Promise<{ stage: string }> {
  const process = new FilingProcess(input, stages);
  listen(process, CancellationScope.current());
  await CancellationScope.nonCancellable(() => run(process));
  return { stage: process.progress.stage };
}

async function run(process: FilingProcess): Promise<void> {
  await process.open();
  while (!process.ended) await process.turn();
  await process.settle();
  if (!process.forget) return;
  await process.erase();
  await process.settle();
}

/** Handlers only put entries into the inbox. A cancel request from Temporal becomes an entry too, so that it is answered and does not end the filing. */
function listen(process: FilingProcess, root: CancellationScope): void {
  for (const [action, signal] of signals) {
    const options = { description: describeSignal(action satisfies Action) };
    setHandler(signal, (...args: unknown[]) => process.receive(action, args), options);
  }
  setDefaultSignalHandler((name, ...args) => process.receive(name, args));
  setHandler(stateQuery, () => process.view(), {
    description: 'Progress of the filing; people appear as P1, P2, … only.',
  });
  setHandler(outcomeQuery, (actionId) => process.outcomeOf(actionId), {
    description: 'How an action ended, by its id.',
  });
  setHandler(allowedActionsQuery, (role) => allowedActions(process.progress.stage, role), {
    description: 'What a role may do now.',
  });
  root.cancelRequested.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
    process.cancelRequested();
  });
}
