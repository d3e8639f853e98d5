/** Opens an order in a test and starts its filing. */
import { randomBytes, randomUUID } from 'node:crypto';
import { present } from '../../../domain/present.ts';
import { changesOf, formOf, storedContent, type OrderContent } from '../../../domain/order/content.ts';
import type { FormMergePatch } from '../../../domain/order/form-patch.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { newOrderId, type AccountId, type OrderId } from '../../../domain/identifiers.ts';
import { civilDate, shanghai, type Instant } from '../../../domain/time/instant.ts';
import { requiredSlots } from '../../../domain/materials/required-slots.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { personsForLiveness } from '../../../domain/proofs/who-proves.ts';
import { authenticityMethod } from '../../../domain/proofs/proofs.ts';
import { copyRecord } from '../../../facts/record-now.ts';
import { saveAccount } from '../../../store/accounts/accounts.ts';
import { reserve } from '../../../store/assets/reserve-instance.ts';
import { markStarted } from '../../../store/orders/order-workflows.ts';
import { openOrder } from '../../../store/orders/open-order.ts';
import { saveForm, setType } from '../../../store/orders/edit-order.ts';
import { toDate, type Database } from '../../../store/postgres/database.ts';
import { entitiesOfAccount } from '../../../store/records/known-here.ts';
import { FILING_WORKFLOW, type FilingInput } from '../../../workflows/messages/filing.ts';
import type { Thresholds } from '../../../workflows/messages/process-input.ts';
import { orderScope } from '../../../domain/order/order-scope.ts';
import type { TestParts } from './test-parts.ts';
import { recordOfAccount } from '../orders/record-of-account.ts';
import { endFaceCheck, upload } from './proofs.ts';
import { TestFiling } from './test-filing.ts';

export interface OpenOptions {
  form: OrderForm;
  /** Shanghai reading, e.g. `2026-02-09 09:30`. */
  at: string;
  type?: OrderType;
  accountId?: string;
  /** Of an order on the account's record: what a change makes different. */
  changes?: FormMergePatch;
  /** Of an order on the account's record: its websites; those of the form unless given. */
  websites?: readonly string[];
  /** How far the draft is filled in; a `complete` draft (default) is in `CONFIRMATION`. */
  filled?: 'nothing' | 'complete';
  /** Makes short runs: the filing goes on in a new run after this many events or signals. */
  goesOnAfter?: Thresholds;
  /** Done when the order is stored and its filing has not begun. */
  beforeStart?: (orderId: OrderId) => Promise<unknown>;
}

/** Stores an order as the API does, and starts its workflow. */
export async function openFiling(parts: TestParts, options: OpenOptions): Promise<TestFiling> {
  const { database, vault, client, taskQueue } = parts;
  const at = shanghai(options.at);
  const accountId = (options.accountId ?? `account-${randomUUID()}`) as AccountId;
  const orderId = newOrderId(civilDate(at), randomBytes(8));
  const kind = options.form.entity.kind;
  await saveAccount(database, vault, {
    id: accountId,
    verified: true,
    mobile: '13700137000',
    email: 'account@example.cn',
    ...present({ kind }),
  });
  const clockOffset = at - Date.now();
  if (
    rowOf(options.type ?? 'FIRST').opens === 'FROM_RECORD' &&
    (await entitiesOfAccount(database, accountId)).length === 0
  ) {
    await recordOfAccount(parts, accountId, options.form);
  }
  const opened = await openOrder(database, vault, { id: orderId, accountId, openedAt: at, clockSkewMs: clockOffset });
  if (!opened.opened) throw new Error(`the account's place is held by ${opened.heldBy}`);
  if (options.filled !== 'nothing') await fillIn(parts, orderId, accountId, options, at);
  const { goesOnAfter } = options;
  const input: FilingInput = { orderId, accountId, clockOffset, ...(goesOnAfter === undefined ? {} : { goesOnAfter }) };
  await options.beforeStart?.(orderId);
  const handle = await client.workflow.start(FILING_WORKFLOW, { workflowId: orderId, taskQueue, args: [input] });
  await markStarted(database, orderId);
  const filing = new TestFiling(parts, handle, orderId, accountId);
  if (options.filled !== 'nothing') await filing.act('edited', {}, { as: 'applicant', anyVisit: true });
  return filing;
}

/** What the customer gives: the form, or a change or removal of what the account has on record. */
async function contentFor(
  { database, vault }: TestParts,
  {
    form,
    type,
    accountId,
    at,
    changes = {},
    websites,
  }: Omit<OpenOptions, 'at'> & { type: OrderType; accountId: AccountId; at: Instant },
): Promise<OrderContent> {
  const asked = rowOf(type).content;
  if (asked.kind === 'FORM') return { kind: 'FORM', form };
  const [entityNumber = ''] = await entitiesOfAccount(database, accountId);
  const named = websites ?? Object.values(form.websites).flatMap(({ domain }) => domain ?? []);
  const copy = await copyRecord({ database, vault }, { accountId, type, entityNumber, websites: named, at });
  if (!copy.copied) throw new Error(`no order of type ${type} on this record: ${copy.findings[0].code}`);
  const { record } = copy;
  return asked.kind === 'CHANGES'
    ? { kind: 'CHANGES', record, changes }
    : { kind: 'REMOVAL', record, websites: Object.keys(record.form.websites), reason: '不再使用' };
}

/** The word of the holder to the order as it is now; how it is given is the matter of `test/api/holder-code.test.ts`. */
export async function confirmedByHolder(database: Database, orderId: OrderId, at: Instant): Promise<void> {
  const { form_version: version } = await database
    .selectFrom('orders')
    .select('form_version')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  const word = { form_version: version, confirmed_at: toDate(at), confirmed_by: 'the holder' };
  await database
    .insertInto('order_confirmations')
    .values({ order_id: orderId, ...word })
    .onConflict((conflict) => conflict.column('order_id').doUpdateSet(word))
    .execute();
}

/** Form, servers, scans and face checks of an order in which nothing is missing. */
async function fillIn(
  parts: TestParts,
  orderId: OrderId,
  accountId: AccountId,
  options: OpenOptions,
  at: Instant,
): Promise<void> {
  const { database, vault, parties, rules } = parts;
  const { form, type = 'FIRST' } = options;
  const domains = Object.entries(form.websites).flatMap(([websiteId, { domain }]) =>
    domain ? [{ websiteId, domain }] : [],
  );
  const content = await contentFor(parts, { ...options, form, type, accountId, at });
  const given = formOf(content);
  await saveForm(database, vault, orderId, { expectedVersion: 1, form: storedContent(content), domains, editedAt: at });
  await setType(database, orderId, type, at);
  for (const websiteId of rowOf(type).instance === 'EACH_WEBSITE' ? Object.keys(form.websites) : []) {
    const source = { instanceId: `i-${orderId}-${websiteId}` };
    await reserve(database, vault, { orderId, accountId, websiteId, source, maxWebsites: 5, at });
  }
  if (rowOf(type).confirmedBy === 'CUSTOMER_WITH_CODE') await confirmedByHolder(database, orderId, at);
  const { policies } = await rules();
  const on = civilDate(at);
  const slots = requiredSlots({ form: given, type, changed: changesOf(content), policies, on, photoAllowedFor: [] });
  for (const { slot, mandatory, due } of slots) {
    if (mandatory && due === 'SUBMISSION') await upload({ database, vault, parties }, orderId, slot, at);
  }
  const scope = orderScope(given, type);
  if (policies.resolve('authenticity.phase', scope, on) === 'AFTER_PRELIM') return;
  if (authenticityMethod(scope, policies, on) !== 'LIVENESS_APP') return;
  for (const personId of personsForLiveness(given, type, policies, on)) {
    await endFaceCheck({ database, vault }, orderId, personId, given, at);
  }
}
