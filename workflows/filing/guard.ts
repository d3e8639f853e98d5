/** Refuses a signal that the filing's state rules out, before its stage is asked. */
import { patched } from '@temporalio/workflow';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import { impliesAcceptance as implies, refusedHere, type Attempt } from '../../domain/lifecycle/refused-here.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import { edge } from '../../domain/lifecycle/table.ts';
import type { ReceivedAction } from './filing-kind.ts';
import type { Refused } from './outcome.ts';

type Refusal = Omit<Refused, 'outcome'>;

/** Why the lifecycle table refuses a signal: no such edge, not for this role, or meant for an earlier stay. */
export function refusalOf(progress: Progress, received: ReceivedAction, data: unknown): Refusal | undefined {
  const refused = refusedHere(progress, attemptOf(received, data));
  if (refused?.reason === 'ROLE_NOT_ALLOWED' && lookedFirst(progress, received)) return { reason: 'INCOMPLETE' };
  return refused;
}

/**
 * Earlier histories checked what a draft lacks before they checked who submits it. The role is checked first now; the patch
 * keeps the old order in those histories.
 */
const lookedFirst = ({ stage }: Progress, { action }: ReceivedAction): boolean =>
  action === 'submitForReview' &&
  isDrafting(stage) &&
  edge(stage, action) === undefined &&
  !patched('role-before-draft');

/** Whether a signal about the hand-over under way presupposes that the bureau has accepted it. */
export const impliesAcceptance = (progress: Progress, received: ReceivedAction, data: unknown): boolean =>
  implies(progress, attemptOf(received, data));

const attemptOf = ({ action, actor, visit }: ReceivedAction, data: unknown): Attempt => ({
  action,
  role: actor.role,
  visit,
  data,
});
