/** A draft that waited for a look-up of the filing desk goes on with what was found. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import type { Inquiry } from '../../facts/inquiry.ts';
import { setType } from '../../store/orders/edit-order.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { typeOfOrder } from './check-type.ts';
import { isWritten, settleDraft } from './draft.ts';

const DESK: Actor = { id: 'filing-desk', role: 'system', door: 'api' };

/** Gives a draft its type, now that the record is known. False when the draft has a type or the type is still not known. */
export async function goOnWithType(deps: UseCaseDependencies, ask: Inquiry, orderId: OrderId): Promise<boolean> {
  const order = await readOrder(deps.database, deps.vault, orderId);
  if (order === undefined || !isWritten(order) || order.type !== undefined) return false;
  const answer = await typeOfOrder(deps, ask, order);
  if (!answer.found) return false;
  await setType(deps.database, order.id, answer.type, filingTime(order, deps.now()));
  const typed = await readOrder(deps.database, deps.vault, orderId);
  if (typed === undefined) return false;
  await settleDraft(deps, ask, typed, DESK);
  return true;
}
