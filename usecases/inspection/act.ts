/** What people do to an inspection. */
import { randomUUID } from 'node:crypto';
import {
  inspectionData,
  inspectionTable,
  isInspectionAction,
  type InspectionAction,
} from '../../domain/inspection/inspection-actions.ts';
import type { Outcome } from '../../domain/inspection/found.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import { refusals, type RefusalCode } from '../../domain/refusal.ts';
import { instant } from '../../domain/time/instant.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import type { Inspection } from '../../store/inspections/inspections.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { inDateRange } from '../dates/date-range.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { findingsIn } from '../misread.ts';
import { storedId } from '../outbox/stored-id.ts';
import { refusal } from '../refusal.ts';
import { findInspection, findOpenInspection, noInspection } from './in-reach.ts';
import { isOver, sendToInspection } from './send.ts';

export interface InspectionActionAsked {
  inspectionId: string;
  action: string;
  /** The caller's name for it: sent again with the same data, it has the first outcome. */
  name: string;
  data: unknown;
}

export interface InspectionActed {
  /** Undefined when it is stored and no worker has answered yet. */
  outcome: ActionOutcome | undefined;
  inspection: Inspection;
}

/** What requests cannot name: these follow from something else that is done. */
const BY_THEMSELVES: readonly InspectionAction[] = ['orderMoved', 'orderLinked', 'phoneProved'];

export async function actOnInspection(
  deps: UseCaseDependencies,
  caller: Caller,
  { inspectionId, action, name, data: given }: InspectionActionAsked,
): Promise<InspectionActed> {
  if (!isInspectionAction(action) || BY_THEMSELVES.includes(action)) {
    throw refusal('UNKNOWN_ACTION', { detail: `There is no action ${action} on an inspection.` });
  }
  if (!inspectionTable[action].by.includes(caller.role)) throw refusal('ROLE_NOT_ALLOWED');
  const schema = inspectionData[action]();
  const read = schema.safeParse(given ?? {});
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error, 'data') });
  const data = await inDateRange(deps, schema, read.data, 'data');
  return takeOnInspection(deps, caller, { inspectionId, action, name, data });
}

/** The same with data that is known to be right. */
export async function takeOnInspection(
  deps: UseCaseDependencies,
  caller: Caller,
  { inspectionId, action, name, data }: InspectionActionAsked & { action: InspectionAction },
): Promise<InspectionActed> {
  const { caseId, state } = await findOpenInspection(deps, caller, 'inspections.act', inspectionId);
  if (state === 'RECTIFIED') throw isOver();
  const sent = {
    to: 'inspection',
    action,
    actionId: storedId(caller, name),
    actor: actorOf(caller),
    data,
    sentAt: instant(deps.now()),
  } as const;
  const outcome = await sendToInspection(deps, caseId, sent);
  return { outcome, inspection: await findInspection(deps, caller, 'inspections.act', inspectionId) };
}

/** Throws with the reason when an action was refused. */
export function expectApplied(outcome: ActionOutcome | undefined): void {
  if (outcome?.outcome !== 'REFUSED') return;
  const code: RefusalCode = outcome.reason ?? 'MALFORMED';
  throw refusal(code, { title: refusals[code], detail: outcome.detail, findings: outcome.items });
}

const ACTIONS: Readonly<Record<Outcome, InspectionAction>> = {
  RECTIFIED: 'rectified',
  ACCESS_CANCELLED: 'accessCancelled',
};

/** An operator's decision; the same one again changes nothing. Answers how the inspection stands. */
export async function decideInspection(
  deps: UseCaseDependencies,
  caller: Caller,
  { inspectionId, outcome: decided }: { inspectionId: string; outcome: Outcome },
): Promise<Inspection> {
  const before = await findInspection(deps, caller, 'inspections.decide', inspectionId);
  if (before.outcome === decided) return before;
  if (before.outcome === 'RECTIFIED') throw noInspection();
  if (decided === 'ACCESS_CANCELLED' && before.state !== 'OVERDUE' && deps.now() <= before.dueAt) {
    throw refusal('CONFLICT', { detail: refusals.NOT_DUE });
  }
  const name = randomUUID() as ActionId;
  const acted = await takeOnInspection(deps, caller, { inspectionId, action: ACTIONS[decided], name, data: {} });
  expectApplied(acted.outcome);
  return acted.inspection;
}
