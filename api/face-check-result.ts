/** Asks the vendor how a face check went, keeps the answer and tells the filing (R-AUTH-8, R-AUTH-9). */
import type { ActionId } from '../domain/identifiers.ts';
import { formatInstant, instant, type Instant } from '../domain/instant.ts';
import type { Actor } from '../domain/role.ts';
import { finishSession, readSession, type LivenessSession } from '../store/liveness.ts';
import { readOrder, type Order } from '../store/orders.ts';
import type { LivenessResult } from '../adapters/liveness/liveness-check.ts';
import type { Api } from './dependencies.ts';
import { deliverAction } from './send-action.ts';

const VENDOR: Actor = { id: 'liveness', role: 'liveness', door: 'webhook' };

/**
 * The session as it is afterwards; undefined when there is none of that reference. The first result stands. Safe to
 * repeat: the filing hears of a session's result once, however often it is told.
 */
export async function settleFaceCheck(api: Api, vendorReference: string): Promise<LivenessSession | undefined> {
  const session = await readSession(api.database, api.vault, { vendorReference });
  if (session === undefined) return undefined;
  const order = await readOrder(api.database, api.vault, session.orderId);
  if (order === undefined) return undefined;
  if (session.status !== 'STARTED') {
    await tellFiling(api, order, session);
    return session;
  }
  const result = await api.liveness.result(vendorReference);
  if (result.status === 'PENDING') return session;
  const finished = await finishSession(api.database, api.vault, {
    vendorReference,
    status: result.status === 'PASS' ? 'PASSED' : 'FAILED',
    at: filingInstant(api, order, result),
    ...(result.status === 'FAIL' ? { reason: result.reason } : {}),
  });
  if (finished === undefined) return undefined;
  await tellFiling(api, order, finished.session);
  return finished.session;
}

/** The vendor's clock is the wall's; where it says nothing, the check is as old as the question. */
function filingInstant(
  { now }: Api,
  { clockSkewMs }: Order,
  result: Exclude<LivenessResult, { status: 'PENDING' }>,
): Instant {
  return instant((result.at ?? now()) + clockSkewMs);
}

async function tellFiling(api: Api, order: Order, session: LivenessSession): Promise<void> {
  const { id, personId, status, finishedAt, reason } = session;
  await deliverAction(api, order, {
    action: 'livenessResult',
    actionId: `liveness:${id}` as ActionId,
    actor: VENDOR,
    data: {
      personId,
      result: status === 'PASSED' ? 'PASS' : 'FAIL',
      ...(finishedAt === undefined ? {} : { at: formatInstant(finishedAt) }),
      ...(reason === undefined || reason === '' ? {} : { reason: reason.slice(0, 500) }),
    },
  });
}
