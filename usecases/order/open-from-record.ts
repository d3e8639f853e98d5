/** Opening an order that changes or removes something on record (§2.1 "from record"), and taking the record anew into its draft. */
import { randomUUID } from 'node:crypto';
import { domainsOf } from '../../domain/order/registrable-domains.ts';
import {
  formOf,
  onRecord,
  recordOf,
  storedContent,
  type OrderContent,
  type RecordSnapshot,
} from '../../domain/order/content.ts';
import type { FormMergePatch } from '../../domain/order/form-patch.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Finding } from '../../domain/finding.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { present } from '../../domain/present.ts';
import { websitesCopied } from '../../domain/record/record-snapshot.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { copyRecord } from '../../facts/record-now.ts';
import { releaseReservations } from '../../store/assets/instance-reservations.ts';
import { saveForm } from '../../store/orders/edit-order.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { ownAccount, type Caller } from '../access/caller.ts';
import { findWrittenOrder } from '../access/orders-in-reach.ts';
import { expectTypeIn } from '../channel/channel-rules.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { notRun } from '../drafting/check-type.ts';
import { isWritten, type WrittenOrder } from '../drafting/draft.ts';
import { editing, mayEdit, mayEditAsSeen } from '../drafting/editing.ts';
import { mergeForm } from '../drafting/form-patch.ts';
import { edited } from '../drafting/save-form.ts';
import { refusal, refusalFor } from '../refusal.ts';
import { endInFavour, orderToEnd, type InsteadOf } from './instead-of.ts';
import { begin, mayBegin, mayFile } from './open-order.ts';

export interface OrderFromRecord {
  /** The entity's number. */
  entityNumber: string;
  type: OrderType;
  /** The websites that the order is about, by their numbers or domains. */
  websites: readonly string[];
  /** Of a change: what is different, as far as it is known already. */
  changes?: FormMergePatch | undefined;
  /** Of a removal: why. */
  reason?: string | undefined;
  /** The order in progress, when this one takes its place. */
  insteadOf?: InsteadOf | undefined;
  clockSkewMs: number;
  key: string | undefined;
}

/**
 * Opens the order with a copy of the record as it stands now. Refuses where no such order can work on this record; the order whose place
 * it takes ends only when it is certain that this one may begin.
 */
export async function openFromRecord(
  deps: UseCaseDependencies,
  caller: Caller,
  asked: OrderFromRecord,
): Promise<Order> {
  const accountId = ownAccount(caller);
  const { type, clockSkewMs, key, insteadOf: instead } = asked;
  const row = rowOf(type);
  if (row.opens !== 'FROM_RECORD') throw refusal('INVALID', { findings: [BY_TYPE_CHECK] });
  if (!row.runs) throw refusalFor([{ path: 'type', code: 'TYPE_NOT_RUN', advice: notRun(type) }]);
  await mayFile(deps, accountId);
  const openedAt = instant(deps.now() + clockSkewMs);
  expectTypeIn(caller.channel, type, { policies: (await deps.rules()).policies, on: civilDate(openedAt) });
  const held = instead === undefined ? undefined : await orderToEnd(deps, caller, instead, type);
  const earlier = instead?.how === 'MERGE' ? held?.content : undefined;
  const { entityNumber, websites } = asked;
  const before = earlier && recordOf(earlier);
  const both = [...new Set([...Object.values(before?.websiteNumbers ?? {}), ...websites])];
  const wanted = { accountId, type, entityNumber, websites: both, at: openedAt, ...present({ before }) };
  const record = await recordFor(deps, wanted);
  const content = given(asked, record, earlier);
  await mayBegin(deps, content.kind === 'CHANGES' ? formOf(content) : undefined, openedAt, type);
  if (held !== undefined) await endInFavour(deps, caller, held, key ?? randomUUID());
  return begin(deps, { accountId, openedAt, clockSkewMs, key, stored: storedContent(content), type });
}

/** What the customer gives with the opening, and gave with the order that is merged into this one. */
function given(
  { type, changes, reason: newReason }: OrderFromRecord,
  record: RecordSnapshot,
  earlier: OrderContent | undefined,
): OrderContent {
  if (rowOf(type).content.kind === 'REMOVAL') {
    if (changes !== undefined) throw refusal('INVALID', { findings: [NO_CHANGES] });
    const reason = newReason ?? (earlier?.kind === 'REMOVAL' ? earlier.reason : undefined);
    if (reason === undefined) throw refusal('INVALID', { findings: [NO_REASON] });
    return { kind: 'REMOVAL', record, websites: Object.keys(record.form.websites), reason };
  }
  const content: OrderContent =
    earlier?.kind === 'CHANGES' ? onRecord(earlier, record) : { kind: 'CHANGES', record, changes: {} };
  return changes === undefined ? content : edited({ content, type }, mergeForm(formOf(content), changes));
}

export interface RecordAnew {
  orderId: string;
  /** Other websites of the record than before; by their numbers or domains. */
  websites?: readonly string[] | undefined;
  /** Of a removal: another reason. */
  reason?: string | undefined;
}

/**
 * Takes the record as it stands now into the draft. What the customer wants to change is kept; of what is no longer different from
 * the record nothing is left. Refuses when the order may not be edited, or was saved meanwhile.
 */
export async function takeRecordAnew(
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'now'>,
  caller: Caller,
  { orderId, websites, reason }: RecordAnew,
): Promise<WrittenOrder> {
  const seen = await findWrittenOrder(deps, caller, 'form.edit', orderId);
  mayEdit(seen);
  const { type, content, accountId } = seen;
  if (type === undefined || content === undefined || content.kind === 'FORM')
    throw refusal('NOT_EDITABLE', { detail: 'This order was not opened from a record.' });
  const at = filingTime(seen, deps.now());
  const { entityNumber, websiteNumbers } = content.record;
  const wanted = websites ?? Object.values(websiteNumbers);
  const record = await recordFor(deps, { accountId, type, entityNumber, websites: wanted, at, before: content.record });
  const fresh = renewed(content, { type, record, reason });
  await editing(
    deps,
    seen,
    (order) => mayEditAsSeen(order, seen),
    async (trx, order) => {
      const form = formOf(fresh);
      const save = {
        expectedVersion: order.formVersion,
        form: storedContent(fresh),
        domains: domainsOf(form),
        editedAt: at,
      };
      const saved = await saveForm(trx, deps.vault, order.id, save);
      if (!saved.saved) throw refusal('VERSION_CHANGED');
      const removed = Object.keys(order.form.websites).filter((id) => form.websites[id] === undefined);
      for (const id of removed) await releaseReservations(trx, order.id, at, id);
    },
  );
  const order = await readOrder(deps.database, deps.vault, seen.id);
  if (order === undefined || !isWritten(order)) throw refusal('ERASED');
  return order;
}

function renewed(
  content: OrderContent,
  { type, record, reason }: { type: OrderType; record: RecordSnapshot; reason: string | undefined },
): OrderContent {
  const fresh = onRecord(content, record);
  if (fresh.kind !== 'REMOVAL') return edited({ content: fresh, type }, formOf(fresh));
  const isNamed = websitesCopied(rowOf(type).content) !== 'NONE';
  const websites = isNamed ? Object.keys(record.form.websites) : fresh.websites;
  return { ...fresh, websites, reason: reason ?? fresh.reason };
}

interface Copying {
  accountId: AccountId;
  type: OrderType;
  entityNumber: string;
  websites: readonly string[];
  at: Instant;
  before?: RecordSnapshot;
}

async function recordFor(
  deps: Pick<UseCaseDependencies, 'database' | 'vault'>,
  wanted: Copying,
): Promise<RecordSnapshot> {
  const copy = await copyRecord(deps, wanted);
  if (!copy.copied) throw refusalFor(copy.findings);
  return copy.record;
}

const BY_TYPE_CHECK: Finding = {
  path: 'type',
  code: 'TYPE_BY_CHECK',
  advice: 'An order of this type is opened by itself, and the type check finds its type (R-TYPE-1).',
};
const NO_CHANGES: Finding = {
  path: 'changes',
  code: 'NOT_CHANGEABLE_HERE',
  advice: 'An order that removes something from the record changes nothing of it. Leave this out.',
};
const NO_REASON: Finding = { path: 'reason', code: 'MISSING', advice: 'Say why it is to be removed.' };
