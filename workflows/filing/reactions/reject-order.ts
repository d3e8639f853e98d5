import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { goTo, refuse } from '../outcome.ts';
import type { Filing, Taken } from '../stage.ts';
import { mayActHere } from './claims.ts';

/**
 * A later review finds something in the order itself: the whole order goes back with items (R-SM-12, R-SITE-11). Only a
 * person who may approve there may reject.
 */
export const rejectOrder = (filing: Filing, { actor, data }: Taken<ActionData<'rejectOrder'>>) => {
  const refused = mayActHere(filing, actor);
  if (refused) return refused;
  if (filing.progress.handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  return goTo('PRELIM_REJECTED', {
    change: { items: data.items },
    items: data.items,
    notices: [{ code: 'N-2', facts: { variant: 'ITEMS', items: data.items } }],
  });
};
