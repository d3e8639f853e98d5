/** Ends an order whose filing cannot go on (`usecases/order/end-order.ts`). */
import { ApplicationFailure } from '@temporalio/activity';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { entering } from '../../domain/lifecycle/entering.ts';
import { opening } from '../../domain/lifecycle/progress.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import { readOutcome } from '../../store/audit/history.ts';
import { filingTime, readOrder, readWithoutData, type Order } from '../../store/orders/orders.ts';
import { readEnding } from '../../store/processes/endings.ts';
import { lastStepOf } from '../../store/processes/last-step.ts';
import { closeEndingTasks } from '../../store/processes/differences.ts';
import type { Database } from '../../store/postgres/database.ts';
import { SealError } from '../../store/sealing/seal.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import type { EndingActivities } from '../contract.ts';
import type { StepWriter } from './record-step.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * The order is abandoned from whatever state it is in, with a step like any other: place, domains, certificate and servers are free,
 * and the account is told. A filing that runs after all finds the step and ends.
 */
export function createEndOrder(
  { database, vault }: Pick<ActivityDependencies, 'database' | 'vault'>,
  write: StepWriter,
): EndingActivities['endOrder'] {
  return async ({ orderId, actionId, by }) => {
    const order = await readIfReadable(database, vault, orderId as OrderId);
    const done = order && (await readOutcome(database, vault, order.id, actionId as ActionId));
    if (done?.seq !== undefined) return { seq: done.seq, messages: true };
    const asked = await readEnding(database, vault, orderId as OrderId);
    if (order === undefined || asked === undefined || hasEnded(order.stage)) return null;
    if (asked.agreedBy !== by) return null; // whoever started this by hand is not the second person
    const last = await lastStepOf(database, order.id, 'filing');
    const clock = filingTime(order, Date.now());
    const at = last === undefined || clock > last.at ? clock : last.at;
    const reason = asked.reason === '' ? {} : { reason: asked.reason };
    const step: Step = {
      orderId: order.id,
      seq: (last?.seq ?? 0) + 1,
      at,
      clock,
      cause: {
        actor: { id: by, role: 'operator', door: 'api' },
        action: 'endOrder',
        actionId: actionId as ActionId,
        outcome: 'APPLIED',
        detail: `Asked for by ${asked.askedBy}. ${asked.reason}`.trim(),
      },
      from: order.stage,
      via: [],
      to: 'ABANDONED',
      progress: entering(order.progress ?? opening(order.openedAt), 'ABANDONED', at, 1),
      notices: [{ code: 'N-15', facts: { variant: 'CANCELLED', ...reason } }],
      tasks: [],
      effects: ['releasePlace', 'releaseInstances'],
    };
    const { messages, standsAt } = await write(step, { isUnreadable: order.isUnreadable });
    if (standsAt !== undefined) throw ApplicationFailure.retryable('somebody else wrote a step', 'STANDS_ELSEWHERE');
    await closeEndingTasks(database, { orderId: order.id, by, at });
    return { seq: step.seq, messages };
  };
}

/** What cannot be read must not keep the order from being ended. */
async function readIfReadable(
  db: Database,
  vault: Vault,
  orderId: OrderId,
): Promise<(Order & { isUnreadable: boolean }) | undefined> {
  try {
    const order = await readOrder(db, vault, orderId);
    return order && { ...order, isUnreadable: false };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const order = await readWithoutData(db, vault, orderId);
    return order && { ...order, isUnreadable: true };
  }
}
