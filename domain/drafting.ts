/**
 * Which drafting state an order is in: the first thing still missing (R-SM-9, domain-spec §5.1). It is computed anew after
 * every edit; steps that the type, the policy or a reviewer's permission make needless are passed through. Like the check
 * of an order it is for activities and the API, not for workflow code: it needs numbering data and the suffix list.
 */
import { checkConcern } from './check-order/check-order.ts';
import { needsInstance } from './check-order/instances.ts';
import type { OrderToCheck } from './check-order/order.ts';
import { civilDate } from './instant.ts';
import { requiredSlots } from './materials.ts';
import type { OrderType } from './order-type.ts';
import type { DraftingStage } from './stage.ts';

/** An order being drafted; its type is not known at first. */
export interface Draft extends Omit<OrderToCheck, 'type'> {
  type: OrderType | undefined;
}

export function draftingStage(draft: Draft): DraftingStage {
  const { type } = draft;
  if (type === undefined) return 'DRAFT';
  const order: OrderToCheck = { ...draft, type };
  if (lacksInstance(order)) return 'TYPE_DETERMINED';
  if (checkConcern(order, 'information').blocking.length > 0) return 'INSTANCE_VERIFIED';
  if (checkConcern(order, 'materials').blocking.length > 0) {
    return hasMaterial(order) ? 'MATERIALS_PENDING' : 'INFO_FILLED';
  }
  if (checkConcern(order, 'authenticity').blocking.length > 0) return 'AUTHENTICITY_PENDING';
  return 'CONFIRMATION';
}

/** A website without a server that can back it, or no website yet to have one. */
function lacksInstance(order: OrderToCheck): boolean {
  const nothingToServe = needsInstance(order.type) && Object.keys(order.form.websites).length === 0;
  return nothingToServe || checkConcern(order, 'instance').blocking.length > 0;
}

function hasMaterial(order: OrderToCheck): boolean {
  const { documents, at, recordedWebsites } = order;
  const slots = requiredSlots({ ...order, on: civilDate(at), websitesOnRecord: recordedWebsites?.length });
  return documents.some((document) => slots.some(({ slot }) => slot === document.slot));
}
