/** Endings that many states share: the applicant gives up, an operator cancels, the time runs out. */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { present } from '../../../domain/present.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import type { Filing, Taken } from '../stage.ts';
import { mayJudge } from './claims.ts';

/**
 * The applicant abandons the order: place, servers and codes are free at once; approved records stay (R-ORD-9, R-CODE-5).
 */
export const abandon = ({ progress }: Filing, { data }: Taken<ActionData<'abandon'>>) => {
  if (progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  return goTo('ABANDONED', {
    effects: ['releasePlace', 'releaseInstances'],
    notices: [{ code: 'N-15', facts: { variant: 'ABANDONED', ...present({ reason: data.reason }) } }],
  });
};

/** First half of a cancellation: an operator asks, with a reason (R-SM-14). */
export const operatorCancel = ({ progress }: Filing, { actor, data }: Taken<ActionData<'operatorCancel'>>) => {
  if (progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  return stay({
    change: { cancelRequest: { by: actor.id, reason: data.reason } },
    tasks: ['CANCEL_REQUESTED'],
    detail: data.reason,
  });
};

/** Second half: another person consents, and only then the order ends (R-SM-14). */
export const consentToCancel = (filing: Filing, { actor }: Taken<unknown>) => {
  const { progress } = filing;
  const refused = mayJudge(filing, actor);
  if (refused) return refused;
  if (!progress.cancelRequest) return refuse('NO_CANCEL_REQUEST');
  if (progress.cancelRequest.by === actor.id) return refuse('SAME_PERSON');
  if (progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  return goTo('ABANDONED', {
    effects: ['releasePlace', 'releaseInstances'],
    notices: [{ code: 'N-15', facts: { variant: 'CANCELLED', reason: progress.cancelRequest.reason } }],
    detail: progress.cancelRequest.reason,
  });
};

/** The customer did not act in time: data is kept, place and codes are free (R-SM-1, R-SM-13). */
export const expire = (_filing: Filing, _dueAt: Instant) =>
  goTo('EXPIRED', {
    effects: ['releasePlace', 'releaseInstances'],
    notices: [{ code: 'N-15', facts: { variant: 'EXPIRED' } }],
  });

/** Reactions of the states in which an operator may cancel. */
export const cancellable = { operatorCancel, consentToCancel } as const;
