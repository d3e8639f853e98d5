/**
 * Actions that one side can take over and over by itself: those that leave the order where it is, and those that it can undo
 * by others of its own, such as submitting and withdrawing. Each costs the filing some of its history, so there is a limit to
 * them a day (`order.actionsPerDay`). Derived from the table of states, so a new action is covered too.
 */
import type { Action } from './action.ts';
import type { Role } from '../role.ts';
import { STAGES, type Stage } from './stage.ts';
import { edge, lifecycleTable, STAY } from './table.ts';

/** Whether this role can come back to where it may take the action, without anybody else. */
export const isRepeatable = (action: Action, role: Role): boolean =>
  STAGES.some((from) => {
    const known = edge(from, action);
    if (known?.by.includes(role) !== true) return false;
    return known.to.some((to) => (to === STAY ? known.isFinal !== true : isReachable(to, from, role)));
  });

/** Whether the role's own actions lead from one state to another; states that are only passed lead on by themselves. */
function isReachable(start: Stage, goal: Stage, role: Role): boolean {
  const seen = new Set<Stage>();
  const open: Stage[] = [start];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (stage === goal) return true;
    if (seen.has(stage)) continue;
    seen.add(stage);
    open.push(...nextOf(stage, role));
  }
  return false;
}

function nextOf(stage: Stage, role: Role): Stage[] {
  const { actions, timers } = lifecycleTable[stage];
  const own = Object.values(actions).flatMap(({ by, to }) => (by.includes(role) ? to : []));
  return [...own, ...(timers['onward'] ?? [])].filter((to) => to !== STAY);
}
