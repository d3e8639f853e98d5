/** What an approval or a hand-over lacks of the reviewer's checklist, said before anything is sent to the filing. */
import type { Action, ActionData } from '../../domain/lifecycle/action.ts';
import type { Finding } from '../../domain/finding.ts';
import { askedTicks } from '../../domain/review/review-items.ts';
import { mayNotActIn } from '../../domain/review/may-review.ts';
import { notTicked } from '../../domain/review/ticks.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isWritten } from '../drafting/draft.ts';
import { reviewedOf } from './reviewed.ts';

type Given = Partial<ActionData<'approve'>>;

/** Empty too where the filing refuses for another reason: it decides, and asks the same. */
export async function untickedIn(
  deps: Pick<UseCaseDependencies, 'rules' | 'now'>,
  order: Order,
  caller: Caller,
  { action, data }: { action: Action; data: unknown },
): Promise<Finding[]> {
  const { type, stage, progress } = order;
  const isAsked =
    (action === 'approve' && stage === 'PRELIM_REVIEW') ||
    (action === 'forwardToBureau' && stage === 'READY_FOR_BUREAU');
  if (!isAsked || type === undefined || !isWritten(order)) return [];
  if (mayNotActIn(stage, reviewedOf(order, deps.now()), caller) !== undefined) return [];
  const { policies } = await deps.rules();
  const on = civilDate(filingTime(order, deps.now()));
  const { ticks = [], note } = data as Given;
  const before = action === 'approve' ? [] : (progress?.ticked ?? []);
  const hasNote = note !== undefined || ticks.length === 0;
  return notTicked(askedTicks({ form: order.form, type, policies, on }), { ticks: [...before, ...ticks], hasNote });
}
