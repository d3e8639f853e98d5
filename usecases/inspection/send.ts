/** Sends an action to the process of an inspection, and waits for what becomes of it. */
import type { CaseId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { instant } from '../../domain/time/instant.ts';
import type { ActionOutcome } from '../../store/audit/history.ts';
import { readOutcome } from '../../store/audit/history.ts';
import { openInspectionCases } from '../../store/inspections/open-cases.ts';
import { endOwedWork, findOwedWork } from '../../store/owed/owed-work.ts';
import { forgetAction, markArrived, noteRequest, type SentAction } from '../../store/outbox/action-requests.ts';
import { openAmong } from '../../store/processes/open-processes.ts';
import { keepTypedTexts } from '../../store/texts/typed-texts.ts';
import type { SendDependencies } from '../outbox/send-action.ts';
import { askedDigest } from '../outbox/send-noted.ts';
import { signalInspection, startInspection, temporalAnswers } from '../processes/process-client.ts';
import { mayHaveArrived } from '../processes/unreachable.ts';
import { refusal } from '../refusal.ts';

export type InspectionSent = Extract<SentAction, { to: 'inspection' }>;

/** The case of an inspection, which is opened here where it has none yet. Undefined when there is nothing to inspect any more. */
export async function caseOfInspection(
  { database, vault, now }: SendDependencies,
  { id, caseId }: { id: string; caseId?: CaseId | undefined },
): Promise<CaseId | undefined> {
  if (caseId !== undefined) return caseId;
  const [opened] = await openInspectionCases(database, vault, { limit: 1, now: instant(now()), id });
  return opened;
}

/** Starts the process when its start is still owed. */
export async function beginInspection(deps: SendDependencies, caseId: CaseId): Promise<void> {
  const owed = await findOwedWork(deps.database, { kind: 'INSPECTION', caseId, name: '' });
  if (owed === undefined) return;
  await startInspection(deps, caseId);
  await endOwedWork(deps.database, owed, instant(deps.now()));
}

/**
 * The outcome; undefined when the action is stored and nobody has answered it yet. Throws when it was certainly not sent, and when
 * something else was sent under its id.
 */
export async function sendToInspection(
  deps: SendDependencies,
  caseId: CaseId,
  sent: InspectionSent,
): Promise<ActionOutcome | undefined> {
  const { database, vault, actionWaiter, limits, now } = deps;
  const { actionId } = sent;
  await temporalAnswers(deps);
  const digest = askedDigest(deps, sent.action, sent.data);
  const noted = await noteRequest(database, vault, { orderId: caseId, sent, digest, at: instant(now()) });
  if (noted === 'OTHER') throw refusal('KEY_REUSED', { detail: 'Something else was sent under this name before.' });
  if (noted === 'SAME') {
    const known = await readOutcome(database, vault, caseId, actionId);
    if (known !== undefined) return known;
  }
  const outcome = actionWaiter.waitForOutcome(caseId, actionId, limits.outcomeWaitMs).catch(() => undefined);
  try {
    if ((await deliverToInspection(deps, caseId, sent)) === 'SENT') return outcome;
  } catch (error) {
    if (noted === 'SAME' || mayHaveArrived(error)) return outcome;
    await forgetAction(database, { orderId: caseId, actionId });
    throw error;
  }
  throw isOver();
}

export const isOver = () =>
  refusal('CLOSED', { title: 'This inspection is over. Open a new one if something is wrong.' });

/** Sends without waiting; `OVER`: the inspection has ended. Throws when its process does not run although it should. */
export async function deliverToInspection(
  deps: SendDependencies,
  caseId: CaseId,
  sent: InspectionSent,
): Promise<'SENT' | 'OVER'> {
  const { database, vault } = deps;
  const { action, actionId, actor, sentAt } = sent;
  await beginInspection(deps, caseId);
  const data = await keepTypedTexts(database, vault, caseId, sent);
  const message = { actionId, actor, sentAt, ...present({ data }) };
  const signalled = await signalInspection(deps, caseId, action, message);
  if (signalled === 'CLOSED') {
    const shouldRun = await openAmong(database, [{ caseId, process: 'inspection' }]);
    if (shouldRun.length > 0) throw notRunning();
  }
  await markArrived(database, { orderId: caseId, actionId }).catch(() => {}); // sending it once more changes nothing
  return signalled === 'CLOSED' ? 'OVER' : 'SENT';
}

const notRunning = () =>
  refusal('UNAVAILABLE', {
    detail: 'The process of this inspection does not run. It begins again within two minutes, or operators look at it.',
    retryAfter: 60,
  });
