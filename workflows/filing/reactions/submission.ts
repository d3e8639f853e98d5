/** The order goes to the provider's review: for the first time, corrected, or brought back to life. */
import type { CheckPurpose } from '../../../activities/contract.ts';
import type { Effect } from '../../../domain/lifecycle/effect.ts';
import type { Filing } from '../stage.ts';
import { goTo, refuse, type Applied } from '../outcome.ts';
import { unfit } from './checked.ts';

/** Everything is checked under today's rules; what is missing or wrong is named and nothing changes (R-SM-17, R-SM-18). */
export async function submit(filing: Filing, purpose: CheckPurpose) {
  const { progress } = filing;
  const answer = await filing.check(purpose);
  if (!answer.typeStillRight) return refuse('TYPE_CHANGED', { items: answer.blocking, tasks: answer.tasks ?? [] });
  return unfit(answer) ?? intoReview(progress.round + 1);
}

/** A fresh round of the preliminary review (N-1). From now on the order stands in the way of others that file the same. */
export function intoReview(round: number, effects: readonly Effect[] = []): Applied<'PRELIM_REVIEW'> {
  return goTo('PRELIM_REVIEW', {
    effects: [...effects, 'reserveDomains'],
    change: {
      round,
      items: [],
      instanceLost: [],
      changeRequested: [],
      mailRequested: false,
      sms: undefined,
      autoResubmits: 0,
      decision: undefined,
      approvedBy: undefined,
    },
    notices: [{ code: 'N-1', facts: {} }],
  });
}
