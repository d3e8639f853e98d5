import { LOCKED_STAGES } from '../lifecycle/table.ts';
import type { Stage } from '../lifecycle/stage.ts';
import type { OrderPlace } from './inspection.ts';

/** Where an order in this state is, as an inspection that it answers sees it. An expired one may still be reactivated. */
export function placeOf(stage: Stage): OrderPlace {
  if (stage === 'COMPLETED') return 'COMPLETED';
  if (stage === 'ABANDONED') return 'ENDED';
  return LOCKED_STAGES.includes(stage) ? 'AT_BUREAU' : 'AT_PROVIDER';
}
