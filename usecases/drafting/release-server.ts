/** Gives the server or code of a website back. */
import { inquire } from '../../facts/inquiry.ts';
import { releaseReservations } from '../../store/assets/instance-reservations.ts';
import { touchOrder } from '../../store/orders/edit-order.ts';
import { filingTime } from '../../store/orders/orders.ts';
import type { Actor } from '../../domain/role.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { settleDraft, type WrittenOrder } from './draft.ts';
import { editing, mayEdit } from './editing.ts';

/** Refuses when the order may not be edited. Nothing is refused where the website has no server. */
export async function releaseServer(
  deps: UseCaseDependencies,
  order: WrittenOrder,
  websiteId: string,
  actor: Actor,
): Promise<void> {
  await editing(deps, order, mayEdit, async (trx, now) => {
    const at = filingTime(now, deps.now());
    await releaseReservations(trx, order.id, at, websiteId);
    await touchOrder(trx, order.id, at);
  });
  await settleDraft(deps, inquire(deps), order, actor);
}
