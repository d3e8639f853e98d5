/**
 * One inspection (核查), from what was found of a record until it is put right: weeks in which the holder changes or removes the filing,
 * and an operator decides when the term is over (domain-spec §8). What each action does is in `domain/inspection`, how it becomes a step
 * in `inspection-process.ts`.
 */
import { setHandler } from '@temporalio/workflow';
import { ProcessEngine } from '../engine/process-engine.ts';
import {
  inspectionOutcomeQuery,
  inspectionQuery,
  inspectionSignals,
  type InspectionInput,
} from '../messages/inspection.ts';
import { InspectionProcess, type CarriedInspection, type InspectionKind } from './inspection-process.ts';

const ENVELOPE = 'Envelope: {actionId, actor: {id, role, door}, data}.';

/** @param carried the state handed over by the run before, when the inspection goes on in a new run */
export async function inspection(input: InspectionInput, carried?: CarriedInspection): Promise<{ state: string }> {
  const engine = new ProcessEngine<InspectionKind>({ input, clockOffset: input.clockOffset ?? 0, carried });
  const process = new InspectionProcess(engine, input, carried?.state);
  setHandler(inspectionQuery, () => process.view(), { description: 'How the inspection stands, and until when.' });
  setHandler(inspectionOutcomeQuery, (actionId) => engine.outcomeOf(actionId), {
    description: 'How an action ended, by its id, as far as the present run knows.',
  });
  await engine.run(
    process,
    [...inspectionSignals].map(([name, signal]) => [name, signal, ENVELOPE] as const),
  );
  return { state: process.progress.state };
}
