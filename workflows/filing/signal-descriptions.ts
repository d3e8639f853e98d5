import type { Action } from '../../domain/lifecycle/action.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';

/** What operators read beside a signal in Temporal UI: who may send it, and in which states it does something. */
export function describeSignal(action: Action): string {
  const states = STAGES.filter((stage) => action in lifecycleTable[stage].actions);
  const roles = new Set(states.flatMap((stage) => lifecycleTable[stage].actions[action]?.by ?? []));
  return `By ${[...roles].join(', ')}; in ${states.join(', ')}. Envelope: {actionId, actor: {id, role, door}, visit?, data?}.`;
}
