/**
 * Why an action is refused in the state a filing is in, before anything else about the order is looked at. The API asks
 * to answer at once, the workflow asks when the action reaches it, and what comes after the end is recorded with it:
 * the three give the same reason because they ask the same function.
 */
import type { Action, ActionData } from './action.ts';
import type { Progress } from './progress.ts';
import type { TaskKind } from '../tasks/task.ts';
import type { RefusalCode } from '../refusal.ts';
import { PARTY_ROLES, type Role } from '../role.ts';
import { hasEnded, isDrafting, type Stage } from './stage.ts';
import { edge, lifecycleTable, LOCKED_STAGES } from './table.ts';

/** What of a filing's progress decides whether an action is possible. */
export type Standing = Pick<Progress, 'stage' | 'visit' | 'decision' | 'handOver' | 'handOverUnderWay'>;

export interface Attempt {
  action: Action;
  role: Role;
  /** The stay in a state the action was meant for; left out by outside parties, whose callbacks name their hand-over. */
  visit?: number | undefined;
  /** The action's data as its schema reads it; undefined when it is not of the action's form. */
  data?: unknown;
}

export interface RefusedHere {
  reason: RefusalCode;
  /** What an operator must look at because of it (R-BUR-5, R-SM-8). */
  tasks?: TaskKind[];
}

/** The standing of an order as it is stored; its progress is absent until the filing has begun, and once it is erased. */
export const standingOf = ({ stage, visit, progress }: StoredStanding): Standing => ({
  decision: progress?.decision,
  handOver: progress?.handOver ?? 0,
  handOverUnderWay: progress?.handOverUnderWay ?? false,
  stage,
  visit,
});

interface StoredStanding {
  stage: Stage;
  visit: number;
  progress?: Progress | undefined;
}

/** Undefined when the table of states knows the action here, for this role and this stay. */
export function refusedHere(standing: Standing, { action, role, visit, data }: Attempt): RefusedHere | undefined {
  if (!mayEver(action, role)) return { reason: 'ROLE_NOT_ALLOWED' };
  const known = edge(standing.stage, action);
  if (known === undefined) return outOfPlace(standing, { action, role, data });
  if (!known.by.includes(role)) return { reason: 'ROLE_NOT_ALLOWED' };
  if (visit !== undefined && visit !== standing.visit) return { reason: 'STALE_VISIT' };
  return undefined;
}

/** Whether there is any state in which this role may do this. */
export const mayEver = (action: Action, role: Role): boolean =>
  Object.values(lifecycleTable).some(({ actions }) => actions[action]?.by.includes(role));

function outOfPlace(standing: Standing, { action, role, data }: Attempt): RefusedHere {
  const { stage } = standing;
  const said = bureauWord(action, data);
  if (said !== undefined) return decisionOutOfPlace(standing, said);
  if (hasEnded(stage)) return afterEnd(role);
  if (LOCKED_STAGES.includes(stage)) return { reason: 'LOCKED_AT_BUREAU' };
  // Who submits a draft too early is told what it still lacks.
  if (action === 'submitForReview' && isDrafting(stage)) return { reason: 'INCOMPLETE' };
  return { reason: 'WRONG_STAGE' };
}

interface BureauWord {
  handOver: number;
  decision: NonNullable<Progress['decision']>;
}

/** What the bureau decided, in its own words or in MIIT's record. */
function bureauWord(action: Action, data: unknown): BureauWord | undefined {
  if (data === undefined) return undefined;
  if (action === 'recordSynced') {
    return { handOver: (data as ActionData<'recordSynced'>).handOver, decision: 'APPROVED' };
  }
  return action === 'bureauDecision' ? (data as ActionData<'bureauDecision'>) : undefined;
}

/** The same decision again is nothing new; the opposite one, or one nobody waits for, is for an operator (R-BUR-5). */
function decisionOutOfPlace({ decision, handOver }: Standing, said: BureauWord): RefusedHere {
  if (decision === undefined || said.handOver !== handOver)
    return { reason: 'NOT_HANDED_OVER', tasks: ['DECISION_OUT_OF_ORDER'] };
  if (said.decision === decision) return { reason: 'ALREADY_DONE' };
  return { reason: 'CONTRADICTS_DECISION', tasks: ['DECISION_CONTRADICTS'] };
}

const PARTIES: ReadonlySet<Role> = new Set(PARTY_ROLES);

/** Late callbacks are exceptions somebody looks at (R-SM-8). */
const afterEnd = (role: Role): RefusedHere =>
  PARTIES.has(role) ? { reason: 'CLOSED', tasks: ['CALLBACK_AFTER_END'] } : { reason: 'CLOSED' };

/** The bureau's word about a hand-over that is still under way tells that it was accepted. */
const IMPLIES_ACCEPTANCE: ReadonlySet<Action> = new Set<Action>([
  'smsStarted',
  'smsVerified',
  'smsFailed',
  'smsReturned',
  'bureauDecision',
  'recordSynced',
]);

/** Whether it is a word about the hand-over under way that only an accepted one can get; it applies the acceptance first. */
export function impliesAcceptance(standing: Standing, { action, role, data }: Attempt): boolean {
  if (!standing.handOverUnderWay || !IMPLIES_ACCEPTANCE.has(action)) return false;
  if (edge('SMS_PENDING', action)?.by.includes(role) !== true) return false;
  return typeof data === 'object' && data !== null && 'handOver' in data && data.handOver === standing.handOver;
}
