/**
 * `EXPIRED` keeps the data for 365 days and may be reactivated; then the order is abandoned and the personal data destroyed
 * (R-SM-13). `COMPLETED` and `ABANDONED` are ends; `RETURNED_FOR_TYPE` is passed on the way to an end and takes no time.
 */
import type { Instant } from '../../../domain/time/instant.ts';
import type { Effect } from '../../../domain/lifecycle/effect.ts';
import { passes, pathOf } from '../../../domain/order-types/path.ts';
import { goTo } from '../outcome.ts';
import { ofWrongAccount, unfit } from '../reactions/checked.ts';
import { always } from '../reactions/due-dates.ts';
import { abandon, cancellable } from '../reactions/ending.ts';
import { instanceNoted } from '../reactions/instance-loss.ts';
import { intoReview } from '../reactions/submission.ts';
import { stage, type Filing } from '../stage.ts';

/**
 * Takes the place again and checks everything anew: back to the review when it was there before and nothing is missing,
 * to the customer's confirmation where nobody reviews it, else to the first missing thing, which is the type when the record asks for another one. Only a place that is taken keeps
 * the order where it is, an account that has filed another entity meanwhile, and an outage for as long as it lasts.
 */
const reactivate = async (filing: Filing) => {
  const { progress } = filing;
  const answer = await filing.check('REACTIVATION');
  const refused = ofWrongAccount(answer);
  if (refused) return refused;
  const incomplete = unfit(answer);
  const effects: Effect[] = ['holdPlace', 'reserveInstances'];
  const { items = [], tasks = [] } = incomplete ?? {};
  if (!answer.typeStillRight) return goTo('DRAFT', { effects: [...effects, 'forgetType'], items, tasks });
  const isReviewed = passes(pathOf(answer), 'REVIEW');
  if (progress.round > 0 && !incomplete && isReviewed) return intoReview(filing, answer, effects);
  if (progress.round > 0 && incomplete?.reason === 'LOOK_UP_UNAVAILABLE') return incomplete;
  return goTo(answer.draftingStage, { effects, items, tasks });
};

const forgotten = (_filing: Filing, _dueAt: Instant) =>
  goTo('ABANDONED', { notices: [{ code: 'N-15', facts: { variant: 'ERASED' } }], forget: true });

export const expired = stage('EXPIRED', {
  on: { reactivate, ...instanceNoted, abandon, ...cancellable, ...always },
  at: { kept: forgotten },
});

export const completed = stage('COMPLETED', { on: {}, at: {} });
export const abandoned = stage('ABANDONED', { on: {}, at: {} });
export const returnedForType = stage('RETURNED_FOR_TYPE', { on: {}, at: {} });
