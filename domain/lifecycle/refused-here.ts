/**
 * Why an action is refused in a filing's present state, before anything else about the order is checked. The API asks this
 * to answer at once. The workflow asks it when the action arrives. The store asks it for what arrives after the end. All three
 * give the same reason because they call the same function.
 */
import type { Action, ActionData } from './action.ts';
import { comparedToBefore } from './decided-apart.ts';
import type { Progress } from './progress.ts';
import type { TaskKind } from '../tasks/task.ts';
import type { RefusalCode } from '../refusal.ts';
import { PARTY_ROLES, type Role } from '../role.ts';
import { hasEnded, isDrafting, type Stage } from './stage.ts';
import { edge, lifecycleTable, LOCKED_STAGES } from './table.ts';

/** The part of a filing's progress that decides whether an action is possible. */
export type Standing = Pick<Progress, 'stage' | 'visit' | 'decision' | 'handOver' | 'handOverUnderWay' | 'apart'>;

export interface Attempt {
  action: Action;
  role: Role;
  /** The visit that the action was meant for. Outside parties leave it out, because their callbacks name a hand-over. */
  visit?: number | undefined;
  /** The action's data as its schema reads it; undefined when it is not of the action's form. */
  data?: unknown;
}

export interface RefusedHere {
  reason: RefusalCode;
  /** Tasks for operators that the refusal opens (R-BUR-5, R-SM-8). */
  tasks?: TaskKind[];
}

/** The standing of a stored order. Its progress is absent until the filing has begun, and after erasure. */
export const standingOf = ({ stage, visit, progress }: StoredStanding): Standing => ({
  decision: progress?.decision,
  handOver: progress?.handOver ?? 0,
  handOverUnderWay: progress?.handOverUnderWay ?? false,
  apart: progress?.apart,
  stage,
  visit,
});

interface StoredStanding {
  stage: Stage;
  visit: number;
  progress?: Progress | undefined;
}

/** Undefined when the table of states allows the action here, for this role and this visit. */
export function refusedHere(standing: Standing, { action, role, visit, data }: Attempt): RefusedHere | undefined {
  if (!mayEver(action, role)) return { reason: 'ROLE_NOT_ALLOWED' };
  const known = edge(standing.stage, action);
  if (known === undefined) return outOfPlace(standing, { action, role, data });
  if (!known.by.includes(role)) return { reason: 'ROLE_NOT_ALLOWED' };
  if (visit !== undefined && visit !== standing.visit) return { reason: 'STALE_VISIT' };
  return undefined;
}

/** Whether this role may take this action in any state. */
export const mayEver = (action: Action, role: Role): boolean =>
  Object.values(lifecycleTable).some(({ actions }) => actions[action]?.by.includes(role));

function outOfPlace(standing: Standing, { action, role, data }: Attempt): RefusedHere {
  const { stage } = standing;
  const said = bureauWord(action, data);
  if (said !== undefined) return decisionOutOfPlace(standing, said);
  if (hasEnded(stage)) return afterEnd(role);
  if (LOCKED_STAGES.includes(stage)) return { reason: 'LOCKED_AT_BUREAU' };
  // A draft that is submitted too early is refused with what it lacks.
  if (action === 'submitForReview' && isDrafting(stage)) return { reason: 'INCOMPLETE' };
  return { reason: 'WRONG_STAGE' };
}

interface BureauWord {
  handOver: number;
  decision: NonNullable<Progress['decision']>;
  /** Set where it is about these websites only. */
  websites?: readonly string[] | undefined;
}

/** The bureau's decision, reported by the bureau itself or visible in MIIT's record. */
function bureauWord(action: Action, data: unknown): BureauWord | undefined {
  if (data === undefined) return undefined;
  if (action === 'recordSynced') {
    return { handOver: (data as ActionData<'recordSynced'>).handOver, decision: 'APPROVED' };
  }
  return action === 'bureauDecision' ? (data as ActionData<'bureauDecision'>) : undefined;
}

/** A repeated decision has no effect. A contradicting one, or one that no order waits for, goes to an operator (R-BUR-5). */
function decisionOutOfPlace({ decision, handOver, apart }: Standing, said: BureauWord): RefusedHere {
  if (decision === undefined || said.handOver !== handOver)
    return { reason: 'NOT_HANDED_OVER', tasks: ['DECISION_OUT_OF_ORDER'] };
  const isRepeat =
    apart !== undefined && said.websites !== undefined && said.decision !== 'WRONG_TYPE'
      ? comparedToBefore(apart, said.websites, said.decision) === 'REPEATS'
      : said.decision === decision;
  if (isRepeat) return { reason: 'ALREADY_DONE' };
  return { reason: 'CONTRADICTS_DECISION', tasks: ['DECISION_CONTRADICTS'] };
}

const PARTIES: ReadonlySet<Role> = new Set(PARTY_ROLES);

/** Callbacks after the end are exceptions that an operator looks at (R-SM-8). */
const afterEnd = (role: Role): RefusedHere =>
  PARTIES.has(role) ? { reason: 'CLOSED', tasks: ['CALLBACK_AFTER_END'] } : { reason: 'CLOSED' };

/** A report of the bureau about a hand-over that is still under way shows that the bureau accepted it. */
const IMPLIES_ACCEPTANCE: ReadonlySet<Action> = new Set<Action>([
  'smsStarted',
  'smsVerified',
  'smsFailed',
  'smsReturned',
  'bureauDecision',
  'recordSynced',
]);

/** Whether the action can only be about an accepted hand-over, while one is still under way; the acceptance then applies first. */
export function impliesAcceptance(standing: Standing, { action, role, data }: Attempt): boolean {
  if (!standing.handOverUnderWay || !IMPLIES_ACCEPTANCE.has(action)) return false;
  if (edge('SMS_PENDING', action)?.by.includes(role) !== true) return false;
  return typeof data === 'object' && data !== null && 'handOver' in data && data.handOver === standing.handOver;
}
