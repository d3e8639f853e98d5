/** Puts a scan into a slot of an order or removes it, and tells the filing what follows (R-SM-4, R-SM-11). */
import { randomUUID } from 'node:crypto';
import type { ActionId } from '../../domain/identifiers.ts';
import type { Actor } from '../../domain/role.ts';
import { civilDate, formatInstant } from '../../domain/time/instant.ts';
import { inquire } from '../../facts/inquiry.ts';
import { policySlot } from '../../facts/image-rules.ts';
import { touchOrder } from '../../store/orders/edit-order.ts';
import { filingTime, type Order } from '../../store/orders/orders.ts';
import { removeDocument, type StoredDocument } from '../../store/proofs/documents.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { goesByPhone } from '../channel/channel-rules.ts';
import { codeFor } from '../channel/hand-off.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { sendNowOrLater } from '../outbox/send-noted.ts';
import { refusal } from '../refusal.ts';
import { settleDraft, type DraftStanding, type WrittenOrder } from './draft.ts';
import { editing, mayEdit, mayFill } from './editing.ts';
import { refuseWithoutRoom } from './scan-limits.ts';
import { storeScan, type Scan } from './scans.ts';

/**
 * Whether an image may be uploaded into this slot now, asked before it is received. Refuses when the slot may not be filled, when it
 * has to be filled by phone (with the code for it), or when there is no room left; returns the size in bytes that the image must stay below.
 */
export async function admitScan(
  deps: Pick<UseCaseDependencies, 'database' | 'rules' | 'now' | 'linkSecrets'>,
  caller: Caller,
  order: WrittenOrder,
  slot: string,
): Promise<{ maxBytesExclusive: number }> {
  mayFill(order, slot, caller.channel);
  const { policies } = await deps.rules();
  const on = civilDate(filingTime(order, deps.now()));
  if (goesByPhone(caller.channel, slot, { policies, on })) {
    const { code, until } = await codeFor(deps, caller, order.id);
    throw refusal('USE_PHONE', { handOff: { code, expiresAt: formatInstant(until) } });
  }
  await refuseWithoutRoom(deps.database, order, slot, 0, { policies, on });
  const { maxBytesExclusive } = policies.resolve('material.upload', { slot: policySlot(slot) }, on);
  return { maxBytesExclusive };
}

/** Stores a scan as the next version of its slot. Refuses when the order no longer accepts the scan. */
export async function fillSlot(
  deps: UseCaseDependencies,
  caller: Caller,
  order: Order,
  scan: Omit<Scan, 'uploadedBy' | 'channel'>,
): Promise<{ document: StoredDocument; standing: DraftStanding }> {
  const document = await storeScan(deps, order, { ...scan, uploadedBy: caller.id, channel: caller.channel });
  return { document, standing: await tellFiling(deps, order, scan.slot, actorOf(caller)) };
}

/** Removes the scan from a slot. Refuses when the order may not be edited or the slot is empty. */
export async function emptySlot(deps: UseCaseDependencies, order: Order, slot: string, actor: Actor): Promise<void> {
  await editing(deps, order, mayEdit, async (trx, now) => {
    const at = filingTime(now, deps.now());
    const removed = await removeDocument(trx, { orderId: order.id, slot, by: actor.id, at });
    if (!removed) throw refusal('NOT_FOUND', { detail: 'There is no document in this slot.' });
    await touchOrder(trx, order.id, at);
  });
  await settleDraft(deps, inquire(deps), order, actor);
}

/**
 * Reports a slot that a reviewer asked for; the scan is stored, so the report may also be sent later. A draft may have moved
 * on.
 */
async function tellFiling(deps: UseCaseDependencies, order: Order, slot: string, actor: Actor): Promise<DraftStanding> {
  if (order.stage !== 'PRELIM_REVIEW') return settleDraft(deps, inquire(deps), order, actor);
  const outcome = await sendNowOrLater(deps, order, {
    to: 'filing',
    action: 'materialUploaded',
    actionId: `api:material:${randomUUID()}` as ActionId,
    actor,
    visit: order.visit,
    data: { slot },
  });
  return { order, firstMissing: undefined, settled: outcome?.outcome === 'APPLIED' };
}
