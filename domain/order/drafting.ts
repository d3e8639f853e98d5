/**
 * Which drafting state an order is in: it names the first thing still missing (R-SM-9, domain-spec §5.1). It is
 * computed again after every edit. Steps that type, policy or a reviewer's permission make unnecessary are skipped.
 * Workflow code must not use it, because it needs numbering data and the suffix list; activities and the API do.
 */
import { checkByConcern, type CheckByConcern, type Concern } from '../check-order/check-order.ts';
import { needsInstance } from '../check-order/instances.ts';
import type { OrderToCheck } from '../check-order/order.ts';
import { civilDate } from '../time/instant.ts';
import { requiredSlots } from '../materials/required-slots.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { DraftingStage } from '../lifecycle/stage.ts';

/** An order being drafted; its type is not known at first. */
export interface Draft extends Omit<OrderToCheck, 'type'> {
  type: OrderType | undefined;
}

/** The drafting state of an order; `check` is given when the order has been checked already. */
export function draftingStage(draft: Draft, check?: CheckByConcern): DraftingStage {
  const { type } = draft;
  return type === undefined ? 'DRAFT' : firstMissing({ ...draft, type }, check ?? checkByConcern({ ...draft, type }));
}

function firstMissing(order: OrderToCheck, check: CheckByConcern): DraftingStage {
  const lacks = (concern: Concern): boolean => check(concern).blocking.length > 0;
  if (nothingToServe(order) || lacks('instance')) return 'TYPE_DETERMINED';
  if (lacks('information')) return 'INSTANCE_VERIFIED';
  if (lacks('materials')) return hasMaterial(order) ? 'MATERIALS_PENDING' : 'INFO_FILLED';
  if (lacks('authenticity')) return 'AUTHENTICITY_PENDING';
  return 'CONFIRMATION';
}

/** Whether the type needs a server for each website and the form names no website yet. */
const nothingToServe = ({ type, form }: OrderToCheck): boolean =>
  needsInstance(type) && Object.keys(form.websites).length === 0;

function hasMaterial(order: OrderToCheck): boolean {
  const { documents, at, recordedWebsites } = order;
  const slots = requiredSlots({ ...order, on: civilDate(at), websitesOnRecord: recordedWebsites?.length });
  return documents.some((document) => slots.some(({ slot }) => slot === document.slot));
}
