/** A change or a removal answers an inspection: it is opened from the inspection, or it is the one that the customer has open already. */
import { randomUUID } from 'node:crypto';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import { entityNumberOf } from '../../domain/record/icp-number.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Inspection } from '../../store/inspections/inspections.ts';
import type { Caller } from '../access/caller.ts';
import { findOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { openFromRecord, type OrderFromRecord } from '../order/open-from-record.ts';
import { refusal } from '../refusal.ts';
import { expectApplied, takeOnInspection } from './act.ts';
import { findOpenInspection } from './in-reach.ts';

/** The order in progress that answers the inspection. */
export async function answerWithOrder(
  deps: UseCaseDependencies,
  caller: Caller,
  { inspectionId, orderId }: { inspectionId: string; orderId: string },
): Promise<Inspection> {
  await findOpenInspection(deps, caller, 'inspections.answer', inspectionId);
  const order = await findOrder(deps, caller, 'orders.read', orderId);
  if (hasEnded(order.stage)) throw refusal('CLOSED', { order: order.id });
  return link(deps, caller, inspectionId, order);
}

/** What an order opened from an inspection needs besides the number that is inspected. */
export type OpenedForInspection = Omit<OrderFromRecord, 'entityNumber' | 'websites'>;

/** Opens the order from the record of the number that is inspected. */
export async function openForInspection(
  deps: UseCaseDependencies,
  caller: Caller,
  { inspectionId, ...opening }: OpenedForInspection & { inspectionId: string },
): Promise<{ inspection: Inspection; order: Order }> {
  const { number } = await findOpenInspection(deps, caller, 'inspections.answer', inspectionId);
  const entityNumber = entityNumberOf(number);
  const websites = number === entityNumber ? [] : [number];
  const order = await openFromRecord(deps, caller, { ...opening, entityNumber, websites });
  return { inspection: await link(deps, caller, inspectionId, order), order };
}

async function link(
  deps: UseCaseDependencies,
  caller: Caller,
  inspectionId: string,
  order: Order,
): Promise<Inspection> {
  const linked = { inspectionId, action: 'orderLinked', name: randomUUID(), data: { orderId: order.id } } as const;
  const { outcome, inspection } = await takeOnInspection(deps, caller, linked);
  if (outcome?.reason !== 'ALREADY_DONE') expectApplied(outcome);
  return inspection;
}
