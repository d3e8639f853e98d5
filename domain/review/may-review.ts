/** Who may review an order: the filing asks it of every action, and pages before anybody tries (R-SM-12, R-SM-15). */
import type { Stage } from '../lifecycle/stage.ts';

/** States in which another person than the one who approved acts. */
const SECOND_REVIEWS: ReadonlySet<Stage> = new Set<Stage>(['PHOTO_REVIEW', 'READY_FOR_BUREAU']);

export const isSecondReview = (stage: Stage): boolean => SECOND_REVIEWS.has(stage);

export interface Reviewed {
  readonly accountId: string;
  /** Who holds the order. */
  readonly heldBy?: string | undefined;
  /** Who gave the preliminary approval that is still valid. */
  readonly approvedBy?: string | undefined;
  /** Whether policy asks for two people. */
  readonly fourEyes: boolean;
}

interface Reviewer {
  readonly id: string;
  readonly accountId?: string | undefined;
}

export type MayNotReview = 'OWN_ACCOUNT' | 'CLAIMED_BY_ANOTHER' | 'SAME_PERSON';

/** Nobody judges their own order (R-SM-15). */
export const mayNotJudge = ({ accountId }: Reviewed, reviewer: Reviewer): 'OWN_ACCOUNT' | undefined =>
  reviewer.id === accountId || reviewer.accountId === accountId ? 'OWN_ACCOUNT' : undefined;

/** Acting on a free order claims it for the moment of the act, so nobody has to claim first. */
export function mayNotReview(order: Reviewed, reviewer: Reviewer): MayNotReview | undefined {
  const isHeldElsewhere = order.heldBy !== undefined && order.heldBy !== reviewer.id;
  return mayNotJudge(order, reviewer) ?? (isHeldElsewhere ? 'CLAIMED_BY_ANOTHER' : undefined);
}

/** Second review and hand-over are done by another person than the one who approved (R-SM-12). */
export const mayNotSecond = (order: Reviewed, reviewer: Reviewer): MayNotReview | undefined =>
  mayNotReview(order, reviewer) ?? (order.fourEyes && order.approvedBy === reviewer.id ? 'SAME_PERSON' : undefined);

/** Either rule, for actions that reviewers do in first and second reviews alike. */
export const mayNotActIn = (stage: Stage, order: Reviewed, reviewer: Reviewer): MayNotReview | undefined =>
  isSecondReview(stage) ? mayNotSecond(order, reviewer) : mayNotReview(order, reviewer);
