import type { Action } from '../domain/action.ts';
import { STAGES } from '../domain/stage.ts';
import { lifecycleTable } from '../domain/lifecycle.ts';

/** What operators read beside a signal in Temporal UI: who may send it, and in which states it does something. */
export function describeSignal(action: Action): string {
  const states = STAGES.filter((stage) => action in lifecycleTable[stage].actions);
  const roles = new Set(states.flatMap((stage) => lifecycleTable[stage].actions[action]?.by ?? []));
  return `By ${[...roles].join(', ')}; in ${states.join(', ')}. Envelope: {actionId, actor: {id, role, door}, visit?, data?}.`;
}
