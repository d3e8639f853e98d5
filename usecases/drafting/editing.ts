/**
 * Edits of an order: what may be changed in which state, and the one way to change it. Seconds may pass between reading an
 * order and writing to it, so the order is checked again while its row is held. No step of the filing and no other edit
 * comes in between, and exactly what a reviewer approved is handed over.
 */
import type { RecordedNumbers } from '../../domain/assets/asset-facts.ts';
import { changedPaths } from '../../domain/order/changed-paths.ts';
import { withoutRecorded } from '../../domain/order/fields-on-record.ts';
import { domainsOf } from '../../domain/order/registrable-domains.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { stepOfSlot } from '../../domain/channel/asked-in-step.ts';
import type { Channel, OrderType } from '../../domain/order-types/order-type.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import { slotsOfOrder } from '../../domain/materials/slots-of-order.ts';
import { policySlot } from '../../facts/image-rules.ts';
import { reserveForDraft } from '../../store/orders/reservations.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import { filingTime, holdOrder, type Order } from '../../store/orders/orders.ts';
import { saveForm, setType } from '../../store/orders/edit-order.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isWritten, type WrittenOrder } from './draft.ts';
import { editableOf } from './editable.ts';
import { refusal } from '../refusal.ts';

/** Refuses unless everything about the order may be edited now. */
export function mayEdit(order: Order): void {
  if (editableOf(order) !== 'ALL') throw notEditable(order);
}

/** Refuses unless everything may be edited, and the form is still the one that was seen: what was judged meanwhile is about that one. */
export function mayEditAsSeen(order: Order, seen: Pick<Order, 'formVersion'>): void {
  mayEdit(order);
  if (order.formVersion !== seen.formVersion) throw refusal('VERSION_CHANGED');
}

/**
 * Refuses unless this slot may be filled now: any slot of the order while everything may be edited, the requested slots in a
 * review, else the slots of the photo.
 */
export function mayFill(order: WrittenOrder, slot: string, channel: Channel | undefined): void {
  const asked = order.progress?.materialAsked ?? [];
  switch (editableOf(order)) {
    case 'ALL':
      if (!asked.includes(slot) && !isAskedBeforeType(order, slot, channel)) refuseForeignSlot(order, slot);
      return;
    case 'ASKED_SLOTS':
      if (asked.includes(slot)) return;
      throw refusal('SLOT_NOT_ASKED', { detail: `Asked for: ${asked.join(', ')}.` });
    case 'PHOTO_SLOTS':
      if (policySlot(slot) !== 'backdrop-photo') throw notEditable(order);
      refuseForeignSlot(order, slot);
      return;
    case 'NOTHING':
      throw notEditable(order);
    default:
  }
}

/** In the app the certificate of an organisation comes before the type is known. */
const isAskedBeforeType = ({ form, type }: WrittenOrder, slot: string, channel: Channel | undefined): boolean =>
  type === undefined &&
  form.entity.kind !== undefined &&
  stepOfSlot(slot, { channel, kind: form.entity.kind }) === 'TYPE';

/** A scan that the order cannot use would only fill the store. */
function refuseForeignSlot({ form, type }: WrittenOrder, slot: string): void {
  if (type !== undefined && slotsOfOrder({ form, type }).has(slot)) return;
  const advice =
    type === undefined
      ? 'Have the type of the order checked first: it says which documents are needed.'
      : 'Name a slot as the checklist of the order does, such as site-head-id:P2 or domain-certificate:W1.';
  throw refusal('UNKNOWN_SLOT', { findings: [{ path: `documents.${slot}`, code: 'UNKNOWN_SLOT', advice }] });
}

const notEditable = ({ stage }: Order) =>
  refusal('NOT_EDITABLE', {
    detail:
      stage === 'PRELIM_REVIEW'
        ? 'The order is being reviewed. Withdraw it to edit it (R-SM-2).'
        : 'Edits are possible while drafting and while correcting a returned order (R-SM-4).',
  });

/**
 * Does the work in one transaction while the order's row is held. Refuses when `check` refuses the order as it is then, or
 * when the order has left the stay in which it was `seen`.
 */
export function editing<T>(
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault'>,
  seen: Order,
  check: (order: WrittenOrder) => void,
  work: (trx: Database, order: WrittenOrder) => Promise<T>,
): Promise<T> {
  return inTransaction(database, async (trx) => {
    const order = await holdOrder(trx, vault, seen.id);
    if (order === undefined) throw refusal('ORDER_NOT_FOUND');
    if (!isWritten(order)) throw refusal('ERASED');
    check(order);
    if (!isSameStay(seen, order)) throw refusal('STALE_VISIT', { detail: `The order is in ${order.stage}.` });
    return work(trx, order);
  });
}

/** A draft moves through the drafting states while it is filled in; all of them count as one stay. */
async function takeOutRecorded(
  trx: Database,
  vault: Vault,
  { id, form, formVersion }: WrittenOrder,
  type: OrderType,
  editedAt: Instant,
): Promise<void> {
  const kept = withoutRecorded(form, type);
  if (changedPaths(form, kept).length === 0) return;
  await saveForm(trx, vault, id, { expectedVersion: formVersion, form: kept, domains: domainsOf(kept), editedAt });
}

const isSameStay = (seen: Order, now: Order): boolean =>
  isDrafting(seen.stage) && isDrafting(now.stage) ? seen.round === now.round : seen.visit === now.visit;

/** What was found out about the order's type and its domains. */
interface FoundType {
  type: OrderType;
  ownDomains: readonly string[];
  onRecord: Readonly<Record<string, RecordedNumbers>>;
}

/**
 * Sets the type that was looked up for the order as it was `seen`; refused when the form was saved since then. What an order of
 * the type only shows of the record is taken out of the form.
 */
export const keepType = (
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'now'>,
  seen: WrittenOrder,
  { type, ownDomains, onRecord }: FoundType,
) =>
  editing(
    deps,
    seen,
    (order) => mayEditAsSeen(order, seen),
    async (trx, order) => {
      const editedAt = filingTime(order, deps.now());
      await takeOutRecorded(trx, deps.vault, order, type, editedAt);
      await setType(trx, order.id, type, editedAt, onRecord);
      await reserveForDraft(trx, order.id, ownDomains);
    },
  );
