/**
 * The filing with a clock of its own kind, `trial`: it begins in `READY_FOR_BUREAU` with `policyChanged` and runs ten
 * days, whatever state the order goes to. A second `policyChanged` moves it by three days. For tests of clocks that
 * outlive a state.
 */
import { setHandler } from '@temporalio/workflow';
import { withClock, type Clock } from '../../../domain/lifecycle/clocks.ts';
import { calendarDays, dueInCalendarDays, type TimeOfDay } from '../../../domain/time/instant.ts';
import { ProcessEngine } from '../../../workflows/engine/process-engine.ts';
import type { FilingClocks } from '../../../workflows/filing/clocks.ts';
import type { CarriedFiling, FilingKind } from '../../../workflows/filing/filing-kind.ts';
import { FilingProcess } from '../../../workflows/filing/filing-process.ts';
import { stay } from '../../../workflows/filing/outcome.ts';
import type { Filing } from '../../../workflows/filing/stage.ts';
import { stages } from '../../../workflows/filing/stages/index.ts';
import { signals, stateQuery, type FilingInput } from '../../../workflows/messages/filing.ts';

const startOrMove = ({ progress, now }: Filing) => {
  const { clocks = [] } = progress;
  const from = clocks[0]?.at ?? now();
  const amount = clocks.length === 0 ? calendarDays(10) : calendarDays(3);
  const at = dueInCalendarDays(from, amount);
  // `trial` is a kind of this test only.
  const clock: Clock = { kind: 'trial' as never, subject: 'W1', from, at, unit: 'CD', amount, remindersPassed: 0 };
  return stay({ change: { clocks: withClock(clocks, clock) } });
};

const clocks: FilingClocks = {
  trial: {
    reminders: { daysLeft: [calendarDays(2)], at: '10:00' as TimeOfDay },
    reminds: () => stay({ detail: 'two days left' }),
    rings: () => stay({ tasks: ['BUREAU_OVERDUE'], detail: 'the trial is over' }),
  },
};

export async function filing(input: FilingInput, carried?: CarriedFiling): Promise<{ stage: string }> {
  const engine = new ProcessEngine<FilingKind>({ input, clockOffset: input.clockOffset, carried });
  const ready = stages.READY_FOR_BUREAU;
  const own = { ...stages, READY_FOR_BUREAU: { ...ready, on: { ...ready.on, policyChanged: startOrMove } } };
  const process = new FilingProcess(engine, input, { stages: own, clocks }, carried?.state);
  setHandler(stateQuery, () => process.view());
  await engine.run(
    process,
    [...signals].map(([action, signal]) => [action, signal, action] as const),
  );
  return { stage: process.progress.stage };
}
