/** Which reviewer holds an order (R-SM-15). */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInHours } from '../../../domain/time/instant.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { refuse, stay, type Refused } from '../outcome.ts';
import type { Filing, Taken } from '../stage.ts';

/** Only people who may act can claim, so nobody else can keep them from acting. */
const claim = (filing: Filing, { actor }: Taken<unknown>) => {
  const refused = mayActHere(filing, actor);
  if (refused) return refused;
  return stay({ change: { claim: claimOf(filing, actor.id) } });
};

const release = ({ progress }: Filing, { actor }: Taken<unknown>) => {
  if (progress.claim?.by !== actor.id) return refuse('NOT_CLAIMED');
  return stay({ change: { claim: undefined } });
};

const reviewerAbsent = ({ progress }: Filing, { data }: Taken<ActionData<'reviewerAbsent'>>) => {
  if (progress.claim?.by !== data.reviewerId) return refuse('NO_EFFECT');
  return stay({ change: { claim: undefined } });
};

/** Reactions of the states in which reviewers work. */
export const claims = { claim, release, reviewerAbsent } as const;

/** The claim lapses after some hours without an action; the order is free again. */
export const claimLapses = () => stay({ change: { claim: undefined } });

/**
 * Refuses a reviewer who belongs to the order's account, or whose order another reviewer has claimed. Acting on a free order
 * claims it for the moment of the act, so nobody has to claim first.
 */
export function mayReview(filing: Filing, actor: Taken<unknown>['actor']): Refused | undefined {
  const holder = filing.progress.claim?.by ?? actor.id;
  return mayJudge(filing, actor) ?? (holder === actor.id ? undefined : refuse('CLAIMED_BY_ANOTHER'));
}

/** Refuses people who belong to the order's account: nobody judges their own order (R-SM-15). */
export function mayJudge({ input }: Filing, { id, accountId }: Taken<unknown>['actor']): Refused | undefined {
  return id === input.accountId || accountId === input.accountId ? refuse('OWN_ACCOUNT') : undefined;
}

/** Second review and hand-over are done by another person than the one who approved (R-SM-12). */
export function maySecond(filing: Filing, actor: Taken<unknown>['actor']): Refused | undefined {
  const refused = mayReview(filing, actor);
  if (refused) return refused;
  return filing.settings.fourEyes && filing.progress.approvedBy === actor.id ? refuse('SAME_PERSON') : undefined;
}

/** For actions that another person than the approver must do. */
const SECOND_REVIEWS: ReadonlySet<Stage> = new Set<Stage>(['PHOTO_REVIEW', 'READY_FOR_BUREAU']);

/** Either check, for actions that reviewers do in first and second reviews alike. */
export const mayActHere = (filing: Filing, actor: Taken<unknown>['actor']): Refused | undefined =>
  SECOND_REVIEWS.has(filing.progress.stage) ? maySecond(filing, actor) : mayReview(filing, actor);

/** A claim by `reviewer` that begins again now: every action of the holder renews it. */
export const claimOf = (filing: Filing, reviewer: string): NonNullable<Progress['claim']> => ({
  by: reviewer,
  until: dueInHours(filing.now(), filing.settings.claimHours),
});
