/**
 * The duties after an approval, from the issue of the number until the last of them is done or its website removed:
 * number in the footer, PSB filing and icon, copyright notice, licence (domain-spec §7). People report each step; the
 * workflow reminds of what has a due date. What the duties are is in `domain/duties`, how a step is taken in
 * `duties.ts`.
 */
import { CancellationScope, isCancellation, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { Duties } from './duties.ts';
import { dutySignals, dutiesQuery, reportOutcomeQuery, type DutiesInput } from '../messages/duties.ts';

export async function obligations(input: DutiesInput): Promise<{ obligations: number }> {
  const duties = new Duties(input);
  listen(duties, CancellationScope.current());
  await CancellationScope.nonCancellable(() => run(duties));
  return { obligations: duties.duties.length };
}

async function run(duties: Duties): Promise<void> {
  await duties.open();
  while (!duties.allClosed) await duties.turn();
  await duties.settle();
}

/** Handlers only put messages into the inbox. A cancel request from Temporal is answered too, never a silent death. */
function listen(duties: Duties, root: CancellationScope): void {
  for (const [action, signal] of dutySignals) {
    const options = { description: 'Envelope: {actionId, actor: {id, role, door}, data: {websiteId, …}}.' };
    setHandler(signal, (...args: unknown[]) => duties.receive(action, args), options);
  }
  setDefaultSignalHandler((name, ...args) => duties.receive(name, args));
  setHandler(dutiesQuery, () => duties.view(), { description: 'Every duty with its state and due date.' });
  setHandler(reportOutcomeQuery, (actionId) => duties.outcomeOf(actionId), {
    description: 'How a report ended, by its id.',
  });
  root.cancelRequested.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
    duties.cancelRequested();
  });
}
