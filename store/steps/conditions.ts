/** Whether a step was asked for, and the effects that it asks for are possible. Asked within the step's transaction. */
import type { Finding } from '../../domain/finding.ts';
import { slotsOfOrder } from '../../domain/materials/slots-of-order.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { TYPE_BLOCKS } from '../../domain/order-types/type-determination.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { reservedElsewhere, reservedBy } from '../orders/reservations.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { holdPlace, releasePlace } from '../orders/place.ts';
import { toOrder } from '../orders/orders.ts';
import { hasAnotherEntity } from '../records/known-here.ts';
import { misfits } from '../records/record-fit.ts';
import type { OrderRow } from '../orders/order-row.ts';
import { unbelieved } from './asked-for.ts';

/** Why an effect is not possible, with what an operator has to look at. */
export interface Unobtainable {
  reason: RefusalCode;
  items?: Finding[];
  tasks?: readonly TaskKind[];
}

/** Why a step cannot be written: nobody asked for it, or its first effect is not possible. Nothing is written before all effects are known to be possible. */
export async function unobtainable(
  trx: Database,
  vault: Vault,
  step: Step,
  order: OrderRow,
): Promise<Unobtainable | undefined> {
  return (
    (await unbelieved(trx, vault, order, step.cause)) ??
    wantedSlots(vault, step, order) ??
    (await wantedReservations(trx, vault, step, order)) ??
    (await wantedRecord(trx, vault, step)) ??
    (await wantedPlace(trx, step, order))
  );
}

/** A slot that the order cannot have could never be filled, and the review would wait for it for ever. */
function wantedSlots(vault: Vault, step: Step, order: OrderRow): Unobtainable | undefined {
  if (!step.effects.includes('askMaterial')) return undefined;
  const { form, type } = toOrder(vault, order);
  const known = form && type ? slotsOfOrder({ form, type }) : new Set<string>();
  const items = step.progress.materialAsked.filter((slot) => !known.has(slot)).map(unknownSlot);
  return items.length === 0 ? undefined : { reason: 'UNKNOWN_SLOT', items };
}

const unknownSlot = (slot: string): Finding => ({
  path: `documents.${slot}`,
  code: 'UNKNOWN_SLOT',
  advice: 'The order has no such slot. Name one of its own, such as site-head-id:P2 or domain-certificate:W1.',
});

/** Another order in progress files the same: the submission that is written first wins, however close the two are. */
async function wantedReservations(
  trx: Database,
  vault: Vault,
  step: Step,
  row: OrderRow,
): Promise<Unobtainable | undefined> {
  if (!step.effects.includes('reserveDomains')) return undefined;
  const order = toOrder(vault, row);
  const another = await wantedEntity(trx, row);
  if (another !== undefined) return another;
  const items = await reservedElsewhere(trx, vault, order, reservedBy(row.type));
  return items.length === 0 ? undefined : { reason: 'IN_PROGRESS_ELSEWHERE', items };
}

/** The order that had the place meanwhile may have put another entity on record (R-ACC-1). */
async function wantedPlace(trx: Database, step: Step, row: OrderRow): Promise<Unobtainable | undefined> {
  if (!step.effects.includes('holdPlace')) return undefined;
  if (!(await holdPlace(trx, step.orderId)).held) return { reason: 'PLACE_TAKEN' };
  const another = await wantedEntity(trx, row);
  if (another !== undefined) await releasePlace(trx, step.orderId);
  return another;
}

/** One account, one entity; an order that was opened from a record is about the entity that the account has (R-ACC-1). */
async function wantedEntity(trx: Database, row: OrderRow): Promise<Unobtainable | undefined> {
  if (row.type !== null && rowOf(row.type).opens === 'FROM_RECORD') return undefined;
  if (!(await hasAnotherEntity(trx, row.account_id, row.certificate_index))) return undefined;
  const code = 'ACCOUNT_OF_ANOTHER_ENTITY';
  return { reason: 'ANOTHER_ENTITY', items: [{ path: 'entity.certificateNumber', code, advice: TYPE_BLOCKS[code] }] };
}

async function wantedRecord(trx: Database, vault: Vault, step: Step): Promise<Unobtainable | undefined> {
  if (!step.effects.includes('writeRecord') || step.record === undefined) return undefined;
  const items = await misfits(trx, vault, { orderId: step.orderId, at: step.at, ...step.record });
  return items.length === 0 ? undefined : { reason: 'RECORD_DOES_NOT_FIT', items, tasks: ['RECORD_DOES_NOT_FIT'] };
}
