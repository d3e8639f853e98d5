/**
 * `EXPIRED` keeps the data for 365 days and may be reactivated; then it is abandoned and the personal data destroyed
 * (R-SM-13). `COMPLETED` and `ABANDONED` are ends; `RETURNED_FOR_TYPE` is passed on the way to one and takes no time.
 */
import type { Instant } from '../../domain/instant.ts';
import type { Course } from '../course.ts';
import { goTo, refuse } from '../outcome.ts';
import { always } from '../reactions/due-dates.ts';
import { abandon, cancellable } from '../reactions/ending.ts';
import { instanceNoted } from '../reactions/instance-loss.ts';
import { intoReview } from '../reactions/submission.ts';
import { stage } from '../stage.ts';

/** Takes the place again and checks everything anew: back to the review when nothing is missing, else to drafting. */
const reactivate = async (course: Course) => {
  const { progress } = course;
  const answer = await course.check('REACTIVATION');
  if (!answer.typeStillRight) return refuse('TYPE_CHANGED', { items: answer.blocking });
  const effects = ['takePlace', 'reserveInstances'] as const;
  if (progress.round > 0 && answer.blocking.length === 0) return intoReview(progress.round + 1, effects);
  return goTo(answer.draftingStage, { effects: [...effects], items: answer.blocking });
};

const forgotten = (course: Course, _dueAt: Instant) =>
  goTo('ABANDONED', {
    notices: [{ code: 'N-15', facts: { variant: 'ERASED' } }],
    afterwards: () => {
      course.forget = true;
    },
  });

export const expired = stage('EXPIRED', {
  on: { reactivate, ...instanceNoted, abandon, ...cancellable, ...always },
  at: { kept: forgotten },
});

export const completed = stage('COMPLETED', { on: {}, at: {} });
export const abandoned = stage('ABANDONED', { on: {}, at: {} });
export const returnedForType = stage('RETURNED_FOR_TYPE', { on: {}, at: {} });
