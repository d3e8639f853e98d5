/** Who holds an order that is to be reviewed (R-SM-15). */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInHours } from '../../../domain/time/instant.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import type { Course } from '../course.ts';
import { refuse, stay, type Refused } from '../outcome.ts';
import type { Taken } from '../stage.ts';

/** Claimed by those who may act: nobody else can keep them from it. */
const claim = (course: Course, { actor }: Taken<unknown>) => {
  const refused = mayActHere(course, actor);
  if (refused) return refused;
  return stay({ change: { claim: claimOf(course, actor.id) } });
};

const release = ({ progress }: Course, { actor }: Taken<unknown>) => {
  if (progress.claim?.by !== actor.id) return refuse('NOT_CLAIMED');
  return stay({ change: { claim: undefined } });
};

const reviewerAbsent = ({ progress }: Course, { data }: Taken<ActionData<'reviewerAbsent'>>) => {
  if (progress.claim?.by !== data.reviewerId) return refuse('NO_EFFECT');
  return stay({ change: { claim: undefined } });
};

/** For the reaction tables of states in which reviewers work. */
export const claims = { claim, release, reviewerAbsent } as const;

/** The claim lapses after some hours without an action; the order is free again. */
export const claimLapses = () => stay({ change: { claim: undefined } });

/**
 * Refuses a reviewer who belongs to the order's account, or finds it in another reviewer's hands. Acting on a free
 * order claims it for the moment of the act, so nobody has to claim first.
 */
export function mayReview(course: Course, actor: Taken<unknown>['actor']): Refused | undefined {
  const holder = course.progress.claim?.by ?? actor.id;
  return mayJudge(course, actor) ?? (holder === actor.id ? undefined : refuse('CLAIMED_BY_ANOTHER'));
}

/** Refuses whoever belongs to the order's account: nobody judges an order of their own (R-SM-15). */
export function mayJudge({ input }: Course, { id, accountId }: Taken<unknown>['actor']): Refused | undefined {
  return id === input.accountId || accountId === input.accountId ? refuse('OWN_ACCOUNT') : undefined;
}

/** Second review and hand-over are another person's than the one who approved (R-SM-12). */
export function maySecond(course: Course, actor: Taken<unknown>['actor']): Refused | undefined {
  const refused = mayReview(course, actor);
  if (refused) return refused;
  return course.settings.fourEyes && course.progress.approvedBy === actor.id ? refuse('SAME_PERSON') : undefined;
}

/** Where another person than the one who approved must act. */
const SECOND_REVIEWS: ReadonlySet<Stage> = new Set<Stage>(['PHOTO_REVIEW', 'READY_FOR_BUREAU']);

/** The one or the other, for what reviewers do in first and second reviews alike. */
export const mayActHere = (course: Course, actor: Taken<unknown>['actor']): Refused | undefined =>
  SECOND_REVIEWS.has(course.progress.stage) ? maySecond(course, actor) : mayReview(course, actor);

/** A claim by `reviewer` that runs anew from now: every action of the holder renews it. */
export const claimOf = (course: Course, reviewer: string): NonNullable<Progress['claim']> => ({
  by: reviewer,
  until: dueInHours(course.now(), course.settings.claimHours),
});
