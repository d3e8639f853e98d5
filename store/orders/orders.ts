/**
 * Orders: what pages read, and the form people edit while drafting or correcting. The workflow's own state is written by
 * `steps.ts` only; lists are in `order-list.ts`. Form and progress are sealed under the order's key.
 */
import { sql, type Selectable } from 'kysely';
import type { Due } from '../../domain/lifecycle/due.ts';
import type { OrderForm, Province } from '../../domain/order/form.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import { ENDED_STAGES, type Stage, type WaitingOn } from '../../domain/lifecycle/stage.ts';
import { dropClaims, keepDomains, type OrderDomain } from './reservations.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, unlessTaken, type Database } from '../postgres/database.ts';
import { open, seal, type Column, type DataKey, type Vault } from '../sealing/envelope.ts';
import type { OrdersTable } from './tables.ts';

export type { OrderDomain };

const FORM: Column<OrderForm> = { name: 'orders.form' };
export const PROGRESS: Column<Progress> = { name: 'orders.progress' };

/** What a list shows of an order; no personal data. */
export interface OrderSummary {
  id: OrderId;
  accountId: AccountId;
  type: OrderType | undefined;
  province: Province | undefined;
  stage: Stage;
  visit: number;
  round: number;
  enteredAt: Instant;
  openedAt: Instant;
  editedAt: Instant;
  assignee: string | undefined;
  waitingOn: WaitingOn;
  overdue: boolean;
  /** The earliest due date, with its unit. */
  nextDue: Due | undefined;
  submitted: boolean;
  holdsPlace: boolean;
  erasedAt: Instant | undefined;
}

/** One order with its opened form and progress; both absent once the order's data is erased. */
export interface Order extends OrderSummary {
  form: OrderForm | undefined;
  /** Counts saves of the form; the ETag of the form. */
  formVersion: number;
  /** Absent before the workflow's first step, too. */
  progress: Progress | undefined;
  rulesConfirmed: boolean;
  workflowStarted: boolean;
  /** Filing time minus wall time; 0 in production. */
  clockSkewMs: number;
  settings: Settings | undefined;
  policyVersion: string | undefined;
  calendarVersion: string | undefined;
  copiedFrom: OrderId | undefined;
}

export interface NewOrder {
  id: OrderId;
  accountId: AccountId;
  openedAt: Instant;
  clockSkewMs?: number;
  type?: OrderType;
  form?: OrderForm;
  /** Registrable domains of the form's websites. */
  domains?: readonly OrderDomain[];
  copiedFrom?: OrderId;
}

export type OpenedOrder =
  | { opened: true; conflicts: OrderDomain[] }
  /** The account's one place is taken (R-ORD-11). */
  | { opened: false; heldBy: OrderId };

/**
 * Opens an order in `DRAFT`. Two callers at once get one order and one refusal that names the order in progress
 * (R-ORD-1, R-ORD-11). Opening the same order again is a repeat and succeeds.
 */
export function openOrder(db: Database, vault: Vault, order: NewOrder): Promise<OpenedOrder> {
  return inTransaction(db, async (trx) => {
    const { key, wrapped } = vault.newKey(order.id);
    const form: OrderForm = order.form ?? { entity: {}, people: {}, websites: {} };
    const openedAt = toDate(order.openedAt);
    const inserted = await trx
      .insertInto('orders')
      .values({
        id: order.id,
        account_id: order.accountId,
        stage: 'DRAFT',
        visit: 1,
        round: 0,
        entered_at: openedAt,
        opened_at: openedAt,
        edited_at: openedAt,
        waiting_on: 'applicant',
        wrapped_key: wrapped,
        clock_skew_ms: order.clockSkewMs ?? 0,
        copied_from: order.copiedFrom ?? null,
        type: order.type ?? null,
        form_version: 1,
        ...formColumns(vault, key, form),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined) {
      return { opened: true, conflicts: await keepDomains(trx, order.id, order.domains ?? []) };
    }
    const holder = await holderOfPlace(trx, order.accountId);
    if (holder === undefined) throw new Error(`order number ${order.id} is taken`);
    return holder === order.id ? { opened: true, conflicts: [] } : { opened: false, heldBy: holder };
  });
}

/** The order in progress of an account (R-ORD-11). */
export async function holderOfPlace(db: Database, accountId: AccountId): Promise<OrderId | undefined> {
  const row = await db
    .selectFrom('orders')
    .select('id')
    .where('account_id', '=', accountId)
    .where('holds_place', '=', true)
    .executeTakeFirst();
  return row?.id;
}

export type PlaceTaken = { taken: true } | { taken: false; heldBy: OrderId };

/**
 * Takes the account's place again for an order that is reactivated (R-SM-13). Call it inside the transaction of the
 * step: a refusal leaves that transaction usable.
 */
export async function takePlace(trx: Database, orderId: OrderId): Promise<PlaceTaken> {
  const { account_id: accountId } = await trx
    .selectFrom('orders')
    .select('account_id')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  const taken = await unlessTaken(trx, 'orders_one_place', () =>
    trx.updateTable('orders').set({ holds_place: true, claimed_certificate: null }).where('id', '=', orderId).execute(),
  );
  if (!taken) {
    const heldBy = await holderOfPlace(trx, accountId);
    return heldBy === undefined ? takePlace(trx, orderId) : { taken: false, heldBy };
  }
  return { taken: true };
}

/** Frees the account's place, and what the order has claimed (R-ORD-11). */
export async function releasePlace(trx: Database, orderId: OrderId): Promise<void> {
  await trx.updateTable('orders').set({ holds_place: false }).where('id', '=', orderId).execute();
  await dropClaims(trx, orderId);
}

/** Reads one order. Undefined when there is none. */
export async function readOrder(db: Database, vault: Vault, orderId: OrderId): Promise<Order | undefined> {
  const row = await db.selectFrom('orders').selectAll().where('id', '=', orderId).executeTakeFirst();
  return row === undefined ? undefined : toOrder(vault, row);
}

/** Reads one order and holds its row until the transaction ends, as every step does: nothing happens to it meanwhile. */
export async function holdOrder(trx: Database, vault: Vault, orderId: OrderId): Promise<Order | undefined> {
  const row = await trx.selectFrom('orders').selectAll().where('id', '=', orderId).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toOrder(vault, row);
}

/** The order's data key, for its images; undefined when the order does not exist or its data is erased. */
export async function orderKey(db: Database, vault: Vault, orderId: OrderId): Promise<DataKey | undefined> {
  const row = await db.selectFrom('orders').select('wrapped_key').where('id', '=', orderId).executeTakeFirst();
  if (row === undefined || row.wrapped_key === null) return undefined;
  return vault.unwrap(orderId, row.wrapped_key);
}

export interface SaveForm {
  /** The version the edit was made on; another one in the database means somebody else saved meanwhile. */
  expectedVersion: number;
  form: OrderForm;
  /** Registrable domains of the form's websites. */
  domains: readonly OrderDomain[];
  editedAt: Instant;
}

export type SavedForm =
  /** `conflicts`: domains another open order has claimed (R-ORD-12). */
  | { saved: true; version: number; conflicts: OrderDomain[] }
  | { saved: false; reason: 'VERSION'; version: number }
  | { saved: false; reason: 'NOT_FOUND' | 'ERASED' };

/** Saves the form when nobody else has saved it since. */
export function saveForm(db: Database, vault: Vault, orderId: OrderId, save: SaveForm): Promise<SavedForm> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .selectFrom('orders')
      .select(['wrapped_key', 'form_version'])
      .where('id', '=', orderId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return { saved: false, reason: 'NOT_FOUND' };
    if (row.wrapped_key === null) return { saved: false, reason: 'ERASED' };
    if (row.form_version !== save.expectedVersion) {
      return { saved: false, reason: 'VERSION', version: row.form_version };
    }
    const version = row.form_version + 1;
    await trx
      .updateTable('orders')
      .set({
        form_version: version,
        edited_at: toDate(save.editedAt),
        ...formColumns(vault, vault.unwrap(orderId, row.wrapped_key), save.form),
      })
      .where('id', '=', orderId)
      .execute();
    return { saved: true, version, conflicts: await keepDomains(trx, orderId, save.domains) };
  });
}

/** A document was changed: the draft counts as edited (R-SM-10). */
export async function touchOrder(db: Database, orderId: OrderId, editedAt: Instant): Promise<void> {
  await db
    .updateTable('orders')
    .set({ edited_at: toDate(editedAt) })
    .where('id', '=', orderId)
    .execute();
}

/** Sets the type the type check found (R-TYPE-3); `undefined` when a later edit took it away. */
export async function setType(
  db: Database,
  orderId: OrderId,
  type: OrderType | undefined,
  editedAt: Instant,
): Promise<void> {
  await db
    .updateTable('orders')
    .set({ type: type ?? null, edited_at: toDate(editedAt) })
    .where('id', '=', orderId)
    .execute();
}

/** The applicant has confirmed the bureau's rules. */
export async function confirmRules(db: Database, orderId: OrderId, editedAt: Instant): Promise<void> {
  await db
    .updateTable('orders')
    .set({ rules_confirmed: true, edited_at: toDate(editedAt) })
    .where('id', '=', orderId)
    .execute();
}

/** The order's workflow runs. */
export async function markStarted(db: Database, orderId: OrderId): Promise<void> {
  await db.updateTable('orders').set({ workflow_started: true }).where('id', '=', orderId).execute();
}

/** Orders whose workflow a crash left unstarted; `before` is wall time. */
export async function unstartedOrders(
  db: Database,
  request: { before: Instant; limit?: number },
): Promise<{ id: OrderId; accountId: AccountId; openedAt: Instant; clockSkewMs: number }[]> {
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'account_id', 'opened_at', 'clock_skew_ms'])
    .where('workflow_started', '=', false)
    .where(sql<boolean>`opened_at - clock_skew_ms * interval '1 millisecond' < ${toDate(request.before)}`)
    .orderBy('opened_at')
    .limit(request.limit ?? 100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    openedAt: fromDate(row.opened_at),
    clockSkewMs: row.clock_skew_ms,
  }));
}

/** Every order that has not ended, for reconciliation with Temporal and for signals to all; in order of their numbers. */
export async function openOrderIds(
  db: Database,
  page: { after?: OrderId; limit: number },
): Promise<{ id: OrderId; stage: Stage }[]> {
  let query = db.selectFrom('orders').select(['id', 'stage']).where('stage', 'not in', ENDED_STAGES);
  if (page.after !== undefined) query = query.where('id', '>', page.after);
  return query.orderBy('id').limit(page.limit).execute();
}

/** The blind index under which certificate numbers are looked up, in orders, accounts and records alike. */
export const certificateIndex = (vault: Vault, certificateNumber: string): Buffer =>
  vault.blindIndex('certificate', certificateNumber.replaceAll(/\s/g, '').toUpperCase());

function formColumns(vault: Vault, key: DataKey, form: OrderForm) {
  const { certificateNumber, province } = form.entity;
  return {
    form: seal(key, FORM, form),
    province: province ?? null,
    certificate_index: certificateNumber === undefined ? null : certificateIndex(vault, certificateNumber),
  };
}

export const SUMMARY_COLUMNS = [
  'id', 'account_id', 'type', 'province', 'stage', 'visit', 'round', 'entered_at', 'opened_at', 'edited_at',
  'assignee', 'waiting_on', 'overdue', 'due_at', 'next_due', 'submitted', 'holds_place', 'erased_at',
] as const; // prettier-ignore

type SummaryRow = Pick<Selectable<OrdersTable>, (typeof SUMMARY_COLUMNS)[number]>;

export function toSummary(row: SummaryRow): OrderSummary {
  return {
    id: row.id,
    accountId: row.account_id,
    type: row.type ?? undefined,
    province: row.province ?? undefined,
    stage: row.stage,
    visit: row.visit,
    round: row.round,
    enteredAt: fromDate(row.entered_at),
    openedAt: fromDate(row.opened_at),
    editedAt: fromDate(row.edited_at),
    assignee: row.assignee ?? undefined,
    waitingOn: row.waiting_on,
    overdue: row.overdue,
    nextDue: row.next_due ?? undefined,
    submitted: row.submitted,
    holdsPlace: row.holds_place,
    erasedAt: fromOptionalDate(row.erased_at),
  };
}

export function toOrder(vault: Vault, row: Selectable<OrdersTable>): Order {
  const key = row.wrapped_key === null ? undefined : vault.unwrap(row.id, row.wrapped_key);
  return {
    ...toSummary(row),
    form: key && row.form ? open(key, FORM, row.form) : undefined,
    formVersion: row.form_version,
    progress: key && row.progress ? open(key, PROGRESS, row.progress) : undefined,
    rulesConfirmed: row.rules_confirmed,
    workflowStarted: row.workflow_started,
    clockSkewMs: row.clock_skew_ms,
    settings: row.settings ?? undefined,
    policyVersion: row.policy_version ?? undefined,
    calendarVersion: row.calendar_version ?? undefined,
    copiedFrom: row.copied_from ?? undefined,
  };
}

/** The filing's time for an order now: wall time plus its skew. */
export const filingTime = (order: Pick<Order, 'clockSkewMs'>, wallMs: number): Instant =>
  instant(wallMs + order.clockSkewMs);
