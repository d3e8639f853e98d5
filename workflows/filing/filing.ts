/**
 * One filing, from the opening of the order to its number: weeks of waiting for people, provider, MIIT and bureau. `stages/`
 * says what happens in each state, `filing-process.ts` turns an action into a step, and `engine/` holds what is the same for
 * every long process.
 */
import { setHandler } from '@temporalio/workflow';
import { allowedActions } from '../../domain/lifecycle/table.ts';
import { ProcessEngine } from '../engine/process-engine.ts';
import { allowedActionsQuery, outcomeQuery, signals, stateQuery, type FilingInput } from '../messages/filing.ts';
import type { CarriedFiling, FilingKind } from './filing-kind.ts';
import { FilingProcess } from './filing-process.ts';
import { filingClocks } from './clocks.ts';
import { describeSignal } from './signal-descriptions.ts';
import { stages } from './stages/index.ts';

/** @param carried the state handed over by the run before, when the filing goes on in a new run */
export async function filing(input: FilingInput, carried?: CarriedFiling): Promise<{ stage: string }> {
  const engine = new ProcessEngine<FilingKind>({ input, clockOffset: input.clockOffset, carried });
  const process = new FilingProcess(engine, input, { stages, clocks: filingClocks }, carried?.state);
  setHandler(stateQuery, () => process.view(), {
    description: 'Progress of the filing; people appear as P1, P2, … only.',
  });
  setHandler(outcomeQuery, (actionId) => engine.outcomeOf(actionId), {
    description: 'How an action ended, by its id, as far as the present run knows.',
  });
  setHandler(allowedActionsQuery, (role) => allowedActions(process.progress.stage, role), {
    description: 'What a role may do now.',
  });
  await engine.run(
    process,
    [...signals].map(([action, signal]) => [action, signal, describeSignal(action)] as const),
  );
  return { stage: process.progress.stage };
}
