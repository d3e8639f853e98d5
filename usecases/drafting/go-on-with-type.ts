/** Drafts that waited for a look-up of the filing desk go on with what was found. */
import type { OrderId } from '../../domain/identifiers.ts';
import { civilDate } from '../../domain/time/instant.ts';
import type { Actor } from '../../domain/role.ts';
import type { Inquiry } from '../../facts/inquiry.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { typeOfOrder } from './check-type.ts';
import { isWritten, settleDraft } from './draft.ts';
import { keepType } from './editing.ts';

const DESK: Actor = { id: 'filing-desk', role: 'system', door: 'api' };

/**
 * Each of the drafts that waited; returns how many go on. One that cannot go on now keeps back none of the others, and gets
 * its type when somebody asks for it again.
 */
export async function goOnWithTypes(
  deps: UseCaseDependencies,
  ask: Inquiry,
  orderIds: readonly OrderId[],
): Promise<number> {
  let going = 0;
  for (const orderId of orderIds) {
    try {
      if (await goOnWithType(deps, ask, orderId)) going += 1;
    } catch (error) {
      deps.log.warn({ orderId, kind: error instanceof Error ? error.name : 'unknown' }, 'a draft could not go on');
    }
  }
  return going;
}

/**
 * Gives a draft its type, now that the record is known. False when the draft has a type or the type is still not known. A draft
 * that was saved during the look-up is refused, because the type is that of another form.
 */
async function goOnWithType(deps: UseCaseDependencies, ask: Inquiry, orderId: OrderId): Promise<boolean> {
  const order = await readOrder(deps.database, deps.vault, orderId);
  if (order === undefined || !isWritten(order) || order.type !== undefined) return false;
  const answer = await typeOfOrder(deps, ask, { ...order, on: civilDate(filingTime(order, deps.now())) });
  if (!answer.found) return false;
  await keepType(deps, order, answer);
  const typed = await readOrder(deps.database, deps.vault, orderId);
  if (typed === undefined) return false;
  await settleDraft(deps, ask, typed, DESK);
  return true;
}
