/**
 * The duties after an approval, from the issue of the number until the last of them is done or its website removed: number
 * in the footer, PSB filing and icon, copyright notice, licence (domain-spec §7). People report each step; the workflow
 * reminds them of steps with a due date. What the duties are is in `domain/duties`, how a report becomes a step in
 * `duties-process.ts`.
 */
import { setHandler } from '@temporalio/workflow';
import { ProcessEngine } from '../engine/process-engine.ts';
import { dutiesQuery, dutySignals, reportOutcomeQuery, type DutiesInput } from '../messages/duties.ts';
import { DutiesProcess, type CarriedDuties, type DutiesKind } from './duties-process.ts';

const ENVELOPE = 'Envelope: {actionId, actor: {id, role, door}, data: {websiteId, …}}.';

/** @param carried the state handed over by the run before, when the duties go on in a new run */
export async function obligations(input: DutiesInput, carried?: CarriedDuties): Promise<{ obligations: number }> {
  // The clock goes on from the instant at which the order was completed.
  const { startedAt, clockOffset = startedAt - Date.now() } = input;
  const engine = new ProcessEngine<DutiesKind>({ input, clockOffset, startedAt, carried });
  const process = new DutiesProcess(engine, input, carried?.state);
  setHandler(dutiesQuery, () => process.view(), { description: 'Every duty with its state and due date.' });
  setHandler(reportOutcomeQuery, (actionId) => engine.outcomeOf(actionId), {
    description: 'How a report ended, by its id, as far as the present run knows.',
  });
  await engine.run(
    process,
    [...dutySignals].map(([name, signal]) => [name, signal, ENVELOPE] as const),
  );
  return { obligations: process.duties.length };
}
