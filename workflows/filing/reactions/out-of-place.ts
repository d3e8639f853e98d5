/** What comes in a state that does not know it (R-BUR-5, R-SM-4, R-SM-8): why it changes nothing, and whether an operator must look. */
import type { Action, ActionData } from '../../../domain/lifecycle/action.ts';
import { LOCKED_STAGES } from '../../../domain/lifecycle/table.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import { PARTY_ROLES, type Actor } from '../../../domain/role.ts';
import type { Refused } from '../outcome.ts';
import { hasEnded } from '../../../domain/lifecycle/stage.ts';

type Reason = Omit<Refused, 'outcome'>;

interface OutOfPlace {
  action: Action;
  actor: Actor;
  /** Undefined when it is not of the action's form. */
  data: unknown;
}

export function outOfPlace(progress: Progress, { action, actor, data }: OutOfPlace): Reason {
  const { stage, decision } = progress;
  const said = bureauWord(action, data);
  if (said) return decisionOutOfPlace(progress, said);
  if (hasEnded(stage)) return afterEnd(actor);
  if (LOCKED_STAGES.includes(stage) && decision === undefined) return { reason: 'LOCKED_AT_BUREAU' };
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
function decisionOutOfPlace({ decision, handOver }: Progress, said: BureauWord): Reason {
  if (decision === undefined || said.handOver !== handOver)
    return { reason: 'NOT_HANDED_OVER', tasks: ['DECISION_OUT_OF_ORDER'] };
  if (said.decision === decision) return { reason: 'ALREADY_DONE' };
  return { reason: 'CONTRADICTS_DECISION', tasks: ['DECISION_CONTRADICTS'] };
}

const PARTIES: ReadonlySet<string> = new Set(PARTY_ROLES);

/** Late callbacks are exceptions somebody looks at (R-SM-8). */
const afterEnd = ({ role }: Actor): Reason =>
  PARTIES.has(role) ? { reason: 'CLOSED', tasks: ['CALLBACK_AFTER_END'] } : { reason: 'CLOSED' };
