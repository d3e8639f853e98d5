/** What can be said about a message from the state the filing is in, before its stage is asked. */
import type { Action } from '../../domain/lifecycle/action.ts';
import { edge } from '../../domain/lifecycle/table.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { ReceivedAction } from './inbox-entry.ts';
import type { Refused } from './outcome.ts';
import { outOfPlace } from './reactions/out-of-place.ts';

/** Why the table of states refuses it: no such edge, not for this role, or meant for an earlier stay. */
export function refusalOf(
  progress: Progress,
  { action, actor, visit }: ReceivedAction,
  data: unknown,
): Omit<Refused, 'outcome'> | undefined {
  const known = edge(progress.stage, action);
  if (!known) return outOfPlace(progress, { action, actor, data });
  if (!known.by.includes(actor.role)) return { reason: 'ROLE_NOT_ALLOWED' };
  if (visit !== undefined && visit !== progress.visit) return { reason: 'STALE_VISIT' };
  return undefined;
}

/** The bureau's word about a hand-over that is still under way tells that it was accepted. */
const IMPLIES_ACCEPTANCE: ReadonlySet<Action> = new Set<Action>([
  'smsStarted',
  'smsVerified',
  'smsFailed',
  'smsReturned',
  'bureauDecision',
  'recordSynced',
]);

/** Whether it is a word about the hand-over under way that only an accepted one can get. */
export function impliesAcceptance(progress: Progress, { action, actor }: ReceivedAction, data: unknown): boolean {
  if (!progress.handOverUnderWay || !IMPLIES_ACCEPTANCE.has(action)) return false;
  if (edge('SMS_PENDING', action)?.by.includes(actor.role) !== true) return false;
  return typeof data === 'object' && data !== null && 'handOver' in data && data.handOver === progress.handOver;
}
