/** Due instants that pass, move, or are counted again. No timer decides in a person's place (R-SM-16). */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import type { Clock } from '../../../domain/lifecycle/clocks.ts';
import type { Due, DueKind } from '../../../domain/lifecycle/due.ts';
import { present } from '../../../domain/present.ts';
import { instant, parseInstant, type Instant } from '../../../domain/time/instant.ts';
import type { TaskKind } from '../../../domain/tasks/task.ts';
import { shortActivities } from '../activities.ts';
import { withDue } from '../../../domain/lifecycle/entering.ts';
import { refuse, stay } from '../outcome.ts';
import { annotate } from './notes.ts';
import type { Filing, Taken } from '../stage.ts';

/** Due kinds an operator may lengthen (R-SM-19); never the SMS window, the 24 h wait or the bureau's limit. */
const MOVABLE: ReadonlySet<DueKind> = new Set<DueKind>(['draft', 'step', 'review', 'material', 'forward']);

/**
 * The due instant of somebody other than the customer passed: one operator task and one N-16, and the state stays (R-SM-15,
 * R-BUR-6). A provisional due instant is worked out again first (R-CAL-3).
 */
export const overdue =
  (kind: DueKind, task: TaskKind) =>
  async ({ progress }: Filing, dueAt: Instant) => {
    const due = progress.dues.find((candidate) => candidate.kind === kind);
    if (!due) return stay();
    const renewed = due.provisional ? await recount(due) : due;
    if (renewed.at > dueAt) return stay({ change: { dues: withDue(progress.dues, renewed) } });
    return stay({
      change: { dues: withDue(progress.dues, { ...renewed, overdue: true }), overdue: true },
      tasks: [task],
      notices: [{ code: 'N-16', facts: { step: progress.stage, due: dueAt } }],
    });
  };

/** An operator grants more time, with a reason that is kept (R-SM-19). */
export const deadlineOverride = ({ progress }: Filing, { data }: Taken<ActionData<'deadlineOverride'>>) => {
  const due = progress.dues.find(({ kind }) => kind === data.due);
  if (!due || !MOVABLE.has(due.kind)) return refuse('UNKNOWN_DUE');
  const until = parseInstant(data.until);
  if (until <= due.at) return refuse('NOT_LATER');
  const dues = withDue(progress.dues, { ...due, at: until, notBefore: until, overdue: false });
  const kept = due.kind === 'draft' ? { draftKeptUntil: until } : {};
  return stay({
    change: { dues, overdue: dues.some((other) => other.overdue === true), ...kept },
    detail: data.reason,
  });
};

/**
 * A calendar year was added or corrected: due dates in business days are counted again, and no others move (R-CAL-3,
 * R-SM-17).
 */
export const calendarChanged = async ({ progress }: Filing) => {
  const dues = await Promise.all(
    progress.dues.map(async (due) => (due.unit === 'BD' && !due.overdue ? recount(due) : due)),
  );
  const clocks = progress.clocks && (await Promise.all(progress.clocks.map(recountClock)));
  return stay({ change: { dues, ...present({ clocks }) } });
};

async function recountClock(clock: Clock): Promise<Clock> {
  if (clock.unit !== 'BD') return clock;
  const { from, amount } = clock;
  return { ...clock, at: (await shortActivities.businessDeadline({ from, amount })).at };
}

/** Rules and wait lengths stay as they were at entry; the next submission is checked under the new ones (R-SM-17). */
export const policyChanged = () => stay();

/** Reactions of all states that wait. */
export const always = { annotate, calendarChanged, policyChanged } as const;

async function recount(due: Due): Promise<Due> {
  const { from, amount, notBefore, expectedBd } = due;
  const after = (length: number) => shortActivities.businessDeadline({ from, amount: length });
  const { at, provisional } = await after(amount);
  const counted: Due = { ...due, at: instant(Math.max(at, notBefore ?? at)), provisional };
  if (expectedBd === undefined) return counted;
  const [earliest, latest] = await Promise.all([after(expectedBd.earliest), after(expectedBd.latest)]);
  const isProvisional = provisional || earliest.provisional || latest.provisional;
  return { ...counted, earliest: earliest.at, latest: latest.at, provisional: isProvisional };
}
