/** The figures of a period for operators: how much, how fast, how well, and why not. */
import { STAGES } from '../../domain/lifecycle/stage.ts';
import type { Rules } from '../../domain/lifecycle/terms.ts';
import { businessDaysUpTo } from '../../domain/time/business-days-up-to.ts';
import {
  faceChecksByStatus,
  messagesByStatus,
  returnReasons,
  reviewOutcomes,
  throughput,
} from '../../store/figures/outcomes.ts';
import { stageTimes, type FiguresAsked } from '../../store/figures/stage-times.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/** The longest stay that is counted began so long before the period, in days. */
const LONGEST_STAY = 400;

/** Everything is counted in the period; orders are those of the province and type, where they are named. */
export async function figuresOf(
  {
    database,
    vault,
    rules,
  }: Pick<UseCaseDependencies, 'database' | 'vault'> & {
    rules: () => Promise<Pick<Rules, 'calendar'>>;
  },
  asked: FiguresAsked,
) {
  const { calendar } = await rules();
  const days = businessDaysUpTo(calendar, { from: asked.from, earlier: LONGEST_STAY, before: asked.before });
  const [times, reviews, weeks, reasons, messages, faceChecks] = await Promise.all([
    stageTimes(database, asked, days),
    reviewOutcomes(database, asked),
    throughput(database, asked),
    returnReasons(database, vault, asked),
    messagesByStatus(database, asked),
    faceChecksByStatus(database, asked),
  ]);
  const inOrder = times.toSorted((one, other) => STAGES.indexOf(one.stage) - STAGES.indexOf(other.stage));
  return { times: inOrder, reviews, weeks, reasons, messages, faceChecks };
}

export type Figures = Awaited<ReturnType<typeof figuresOf>>;
