/** Saving the form, and with it what follows: servers given back, the type asked for anew, and where another order stands in the way. */
import type { Rules } from '../../domain/lifecycle/terms.ts';
import { isCorrecting } from '../../domain/lifecycle/stage.ts';
import { formMergePatchSchema, type FormMergePatch } from '../../domain/order/form-patch.ts';
import { editsOfRecord } from '../../domain/order/fields-on-record.ts';
import { beyondBounds } from '../../domain/order/form-bounds.ts';
import { notChangeable, storedContent, withForm, type OrderContent } from '../../domain/order/content.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { civilDate } from '../../domain/time/instant.ts';
import type { Inquiry } from '../../facts/inquiry.ts';
import { releaseReservations } from '../../store/assets/instance-reservations.ts';
import { saveForm as storeForm, setType } from '../../store/orders/edit-order.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import type { Database } from '../../store/postgres/database.ts';
import type { Caller } from '../access/caller.ts';
import { findWrittenOrder } from '../access/orders-in-reach.ts';
import { inDateRange } from '../dates/date-range.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { typeOfOrder } from './check-type.ts';
import { isWritten, type WrittenOrder } from './draft.ts';
import { editing, keepType, mayEdit } from './editing.ts';
import { domainsOf, type WebsiteDomain } from '../../domain/order/registrable-domains.ts';
import { mayCheckType } from './type-check-limit.ts';
import { mergeForm } from './form-patch.ts';

export interface SavedForm {
  order: WrittenOrder;
  conflicts: WebsiteDomain[];
}

export interface FormToSave {
  orderId: string;
  patch: FormMergePatch;
  /** Whether the caller's change may be made on this version; only who read the form before says no (R-ORD-12). */
  mayReplace: (version: number) => boolean;
}

/** Merges into whatever is there, and finds the type anew where certificate or domains have changed. */
export async function saveForm(
  deps: UseCaseDependencies,
  ask: Inquiry,
  caller: Caller,
  { orderId, patch, mayReplace }: FormToSave,
): Promise<SavedForm> {
  const seen = await findWrittenOrder(deps, caller, 'form.edit', orderId);
  await inDateRange(deps, formMergePatchSchema, patch);
  const rules = await deps.rules();
  const { conflicts, asksForType } = await editing(deps, seen, mayEdit, async (trx, before) => {
    const version = before.formVersion;
    if (!mayReplace(version)) throw refusal('VERSION_CHANGED', { version });
    return saveMerged(trx, { ...deps, ...rules }, before, patch);
  });
  if (asksForType) await determineAnew(deps, ask, await written(deps, seen));
  return { order: await written(deps, seen), conflicts };
}

async function written(
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault' | 'now'>,
  { id }: WrittenOrder,
): Promise<WrittenOrder> {
  const order = await readOrder(database, vault, id);
  if (order === undefined || !isWritten(order)) throw refusal('ERASED');
  return order;
}

/** Saves the form, and with it what follows from it: servers of websites taken out, and the type that is asked for anew. */
async function saveMerged(
  trx: Database,
  { vault, now, policies }: Pick<UseCaseDependencies, 'vault' | 'now'> & Pick<Rules, 'policies'>,
  before: WrittenOrder,
  patch: FormMergePatch,
): Promise<{ conflicts: WebsiteDomain[]; asksForType: boolean }> {
  const after = mergeForm(before.form, patch);
  const content = edited(before, after);
  keepOneWebsite(before, after);
  const editedAt = filingTime(before, now());
  const findings = beyondBounds({ before: before.form, after, type: before.type }, policies, civilDate(editedAt));
  if (findings.length > 0) throw refusal('INVALID', { findings });
  const onRecord = editsOfRecord({ before: before.form, after, type: before.type }, policies, civilDate(editedAt));
  if (onRecord.length > 0) throw refusal('ON_RECORD', { findings: onRecord });
  const changes = {
    expectedVersion: before.formVersion,
    form: storedContent(content),
    domains: domainsOf(after),
    editedAt,
  };
  const result = await storeForm(trx, vault, before.id, changes);
  if (!result.saved) throw new Error(`the form of ${before.id} could not be saved: ${result.reason}`);
  // A website taken out gives its server or code back (R-CODE-8).
  const removed = Object.keys(before.form.websites).filter((id) => after.websites[id] === undefined);
  for (const id of removed) await releaseReservations(trx, before.id, editedAt, id);
  const asksForType =
    content.kind === 'FORM' && before.type !== undefined && typeFacts(before.form) !== typeFacts(after);
  if (asksForType) await setType(trx, before.id, undefined, editedAt);
  return { conflicts: result.conflicts, asksForType };
}

/** What is stored of the edited form. Refuses what an order of this type may not change, each field with the reason. */
export function edited({ content, type }: Pick<WrittenOrder, 'content' | 'type'>, form: OrderForm): OrderContent {
  if (content === undefined || content.kind === 'FORM') return { kind: 'FORM', form };
  if (content.kind === 'REMOVAL') throw refusal('NOT_EDITABLE', { detail: NO_FORM });
  const changed = withForm(content, form);
  const findings = type === undefined ? [] : notChangeable(changed, rowOf(type).content);
  if (findings.length > 0) throw refusal('INVALID', { findings });
  return changed;
}

const NO_FORM = 'This order removes something from the record: nothing of the record can be edited with it.';

/** A returned order cannot lose its last website. */
function keepOneWebsite({ stage, form }: WrittenOrder, after: OrderForm): void {
  const correcting = isCorrecting(stage);
  if (!correcting || Object.keys(form.websites).length === 0 || Object.keys(after.websites).length > 0) return;
  throw refusal('NOT_EDITABLE', {
    title: 'The last website cannot be taken out. Abandon the order instead.',
    findings: [{ path: 'websites', code: 'LAST_WEBSITE', advice: 'Keep at least one website.' }],
  });
}

/**
 * Once found, the type follows the form: when certificate or domains change it is worked out anew. Where that cannot be
 * done now, or the form has been saved again meanwhile, or the account has had as many checks today as it may, the order has none
 * until the type is asked for.
 */
async function determineAnew(deps: UseCaseDependencies, ask: Inquiry, order: WrittenOrder): Promise<void> {
  try {
    if (!(await mayCheckType(deps, order))) return;
    const answer = await typeOfOrder(deps, ask, { ...order, on: civilDate(filingTime(order, deps.now())) });
    if (answer.found) await keepType(deps, order, answer);
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'unknown';
    deps.log.warn({ orderId: order.id, kind }, 'the type could not be determined after an edit');
  }
}

const typeFacts = ({ entity, ...form }: OrderForm): string =>
  JSON.stringify([
    entity.certificateType,
    entity.certificateNumber,
    domainsOf({ entity, ...form }).map(({ domain }) => domain),
  ]);
