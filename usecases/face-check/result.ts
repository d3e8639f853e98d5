/** Asks the vendor how a face check went, keeps the answer and tells the filing (R-AUTH-8, R-AUTH-9). */
import { setTimeout as pause } from 'node:timers/promises';
import { AskPersonError } from '../../adapters/delivery-faults.ts';
import { instant } from '../../domain/time/instant.ts';
import { askAboutFaceCheck, newsOf, openFaceCheckTask } from '../../facts/face-check-results.ts';
import { markTold, noteReturn } from '../../store/proofs/face-checks-to-settle.ts';
import { readSession, type LivenessSession } from '../../store/proofs/face-checks.ts';
import { readOrder } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { deliverAction } from '../outbox/send-action.ts';

/**
 * The session afterwards; undefined when no session has this reference. Safe to repeat: the filing counts a result once,
 * however often it is told.
 */
export async function settleFaceCheck(
  deps: UseCaseDependencies,
  vendorReference: string,
): Promise<LivenessSession | undefined> {
  const session = await askAboutFaceCheck(deps, vendorReference).catch(async (error: unknown) => {
    if (error instanceof AskPersonError) await needsPerson(deps, vendorReference);
    throw error;
  });
  if (session !== undefined) await tellFiling(deps, session);
  return session;
}

/**
 * Handles a claim that a check is over. The claim is not believed; the vendor is asked. Resolves when the filing has been
 * told, or after a while; if this fails, the round of face checks asks again within a minute.
 */
export async function settleOnReturn(
  deps: UseCaseDependencies,
  vendorReference: string,
  withinMs: number,
): Promise<void> {
  if (!(await noteReturn(deps.database, vendorReference, instant(deps.now())))) return;
  const settled = settleFaceCheck(deps, vendorReference).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const kind = error instanceof Error ? error.name : 'unknown';
    deps.log.warn({ kind, errorCode: code }, 'the vendor could not be asked about a face check');
  });
  await Promise.race([settled, pause(withinMs, undefined, { ref: false })]);
}

/** Tells the filing a session's result that it has not heard yet. */
export async function tellFiling(deps: UseCaseDependencies, session: LivenessSession): Promise<void> {
  const news = newsOf(session);
  const order = news && (await readOrder(deps.database, deps.vault, news.orderId));
  if (news === undefined || order === undefined) return;
  const { actionId, actor, data } = news;
  await deliverAction(deps, order, { action: 'livenessResult', actionId, actor, data });
  await markTold(deps.database, session);
}

async function needsPerson(deps: UseCaseDependencies, vendorReference: string): Promise<void> {
  const session = await readSession(deps.database, deps.vault, { vendorReference });
  if (session !== undefined) await openFaceCheckTask(deps, session.orderId);
}
