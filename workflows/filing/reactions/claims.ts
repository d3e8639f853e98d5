/** Which reviewer holds an order (R-SM-15). */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { dueInHours } from '../../../domain/time/instant.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import {
  mayNotActIn,
  mayNotJudge,
  mayNotReview,
  mayNotSecond,
  type MayNotReview,
  type Reviewed,
} from '../../../domain/review/may-review.ts';
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
export const mayReview = (filing: Filing, actor: Acting): Refused | undefined =>
  refusing(mayNotReview(reviewed(filing), actor));

/** Refuses people who belong to the order's account: nobody judges their own order (R-SM-15). */
export const mayJudge = (filing: Filing, actor: Acting): Refused | undefined =>
  refusing(mayNotJudge(reviewed(filing), actor));

/** Second review and hand-over are done by another person than the one who approved (R-SM-12). */
export const maySecond = (filing: Filing, actor: Acting): Refused | undefined =>
  refusing(mayNotSecond(reviewed(filing), actor));

/** Either check, for actions that reviewers do in first and second reviews alike. */
export const mayActHere = (filing: Filing, actor: Acting): Refused | undefined =>
  refusing(mayNotActIn(filing.progress.stage, reviewed(filing), actor));

type Acting = Taken<unknown>['actor'];

const reviewed = ({ input, progress, settings }: Filing): Reviewed => ({
  accountId: input.accountId,
  heldBy: progress.claim?.by,
  approvedBy: progress.approvedBy,
  fourEyes: settings.fourEyes,
});

const refusing = (why: MayNotReview | undefined): Refused | undefined => (why === undefined ? undefined : refuse(why));

/** A claim by `reviewer` that begins again now: every action of the holder renews it. */
export const claimOf = (filing: Filing, reviewer: string): NonNullable<Progress['claim']> => ({
  by: reviewer,
  until: dueInHours(filing.now(), filing.settings.claimHours),
});
