/**
 * Asks the vendor how a face check went and keeps the answer (R-AUTH-8, R-AUTH-9). The API asks when somebody comes
 * back, and the round of face checks asks every minute; both send the filing what {@link newsOf} returns.
 */
import {
  endingOf,
  isForgotten,
  mayStillPass,
  nextAsking,
  type FaceCheckEnding,
  type FaceCheckResult,
  type FaceCheckTerms,
} from '../domain/proofs/face-check.ts';
import type { ActionData } from '../domain/lifecycle/action.ts';
import type { ActionId, OrderId } from '../domain/identifiers.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import { civilDate, formatInstant, instant } from '../domain/time/instant.ts';
import type { Actor } from '../domain/role.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { takeQuestion } from '../store/proofs/face-checks-to-settle.ts';
import { finishSession, readSession, type LivenessSession } from '../store/proofs/face-checks.ts';
import { filingTime, readOrder } from '../store/orders/orders.ts';
import { openTask } from '../store/tasks/tasks.ts';
import { ifKnown, present } from '../domain/present.ts';

/** What asking the vendor needs. */
export interface Asking {
  database: Database;
  vault: Vault;
  liveness: { terms: FaceCheckTerms; result(reference: string): Promise<FaceCheckResult> };
  rules: () => Promise<Rules>;
  /** Wall clock in milliseconds. */
  now: () => number;
}

/**
 * Returns the session after the question; undefined when no session has this reference. Throws the error of the
 * vendor's adapter. When the vendor can no longer know the result, the session is closed instead. Nobody is asked when the
 * last question about this session is not `authenticity.askEverySeconds` ago.
 */
export async function askAboutFaceCheck(asking: Asking, vendorReference: string): Promise<LivenessSession | undefined> {
  const { database, vault, liveness, rules, now } = asking;
  const session = await readSession(database, vault, { vendorReference });
  if (session === undefined || !mayChange(session, liveness.terms, now())) return session;
  const at = instant(now());
  const { policies } = await rules();
  const seconds = policies.resolve('authenticity.askEverySeconds', {}, civilDate(at));
  const question = { at, notBefore: instant(at - seconds * 1000), next: nextAsking(session, at) };
  if (!(await takeQuestion(database, vendorReference, question))) return session;
  const result = await liveness.result(vendorReference).catch((error: unknown): FaceCheckResult => {
    if (!isForgotten(session, instant(now()))) throw error;
    return { status: 'EXPIRED', cause: 'VENDOR_FAULT', reason: 'the vendor could not be asked', tries: 'OVER' };
  });
  const ending = endingOf(session, result, liveness.terms, instant(now()));
  return ending === undefined ? session : keepFaceCheckEnding(asking, session, ending);
}

/** Stores a result that is known without asking the vendor, such as a refusal to open a check. */
export async function keepFaceCheckEnding(
  { database, vault, now }: Pick<Asking, 'database' | 'vault' | 'now'>,
  session: LivenessSession,
  ending: FaceCheckEnding,
): Promise<LivenessSession> {
  const order = await readOrder(database, vault, session.orderId);
  // The vendor uses the wall clock; when it gives no time, the time of the question counts.
  const wall = ('at' in ending ? ending.at : undefined) ?? instant(now());
  const at = order === undefined ? wall : filingTime(order, wall);
  const finished = await finishSession(database, vault, session.vendorReference, { ...ending, at });
  return finished?.session ?? session;
}

const mayChange = (session: LivenessSession, terms: FaceCheckTerms, now: number): boolean =>
  session.status === 'STARTED' || mayStillPass(session, session.cause, terms, instant(now));

const VENDOR: Actor = { id: 'liveness', role: 'liveness', door: 'webhook' };

/** A result as the data of the filing's action. */
export interface UntoldResult {
  orderId: OrderId;
  actionId: ActionId;
  actor: Actor;
  data: ActionData<'livenessResult'>;
}

/** The result of a session when the filing has not received it yet. A result that is sent twice counts once. */
export function newsOf(session: LivenessSession): UntoldResult | undefined {
  const { id, orderId, personId, status, finishedAt, reason, cause, unacknowledged } = session;
  if (!unacknowledged || status === 'STARTED' || status === 'EXPIRED') return undefined;
  return {
    orderId,
    actionId: `liveness:${id}:${status.toLowerCase()}` as ActionId,
    actor: VENDOR,
    data: {
      personId,
      result: status === 'PASSED' ? 'PASS' : 'FAIL',
      ...present({ at: ifKnown(finishedAt, formatInstant) }),
      ...(reason === undefined || reason === '' ? {} : { reason: reason.slice(0, 500) }),
      ...(cause === 'NOT_POSSIBLE' ? { cause } : {}),
    },
  };
}

/** Opens a task for the operators: the account or the flow at the vendor needs attention. */
export async function openFaceCheckTask(
  { database, vault, now }: Pick<Asking, 'database' | 'vault' | 'now'>,
  orderId: OrderId,
): Promise<void> {
  const order = await readOrder(database, vault, orderId);
  if (order === undefined) return;
  const at = filingTime(order, now());
  await openTask(database, { caseId: orderId, kind: 'FACE_CHECK_NEEDS_PERSON', visit: order.visit, at });
}
