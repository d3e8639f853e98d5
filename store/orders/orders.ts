/** Reads single orders; lists are in `order-list.ts`. Form and progress are sealed under the key of the order's case. */
import type { RecordedNumbers } from '../../domain/assets/asset-facts.ts';
import { sql } from 'kysely';
import type { AccountId, CaseId, OrderId } from '../../domain/identifiers.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import { inOneSpelling } from '../../domain/order/one-spelling.ts';
import { contentOf, formOf, type OrderContent } from '../../domain/order/content.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { toSummary, type OrderSummary } from './order-summary.ts';
import { FORM, PROGRESS } from './sealed-form.ts';
import { holdingOrder } from './held-order.ts';
import { selectOrders, type OrderRow } from './order-row.ts';
import { keyOf } from '../cases/case-key.ts';
import type { Database } from '../postgres/database.ts';
import { open } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

/** One order with its opened form and progress; both absent once the order's data is erased. */
export interface Order extends OrderSummary {
  form: OrderForm | undefined;
  /** What the customer gave; of a change or a removal `form` is worked out from it. */
  content: OrderContent | undefined;
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
  /** What MIIT's record said of its websites when the type was found, by website id. */
  onRecord: Readonly<Record<string, RecordedNumbers>>;
}

/** Reads one order. Undefined when there is none. */
export async function readOrder(db: Database, vault: Vault, orderId: OrderId): Promise<Order | undefined> {
  const row = await selectOrders(db).where('orders.id', '=', orderId).executeTakeFirst();
  return row === undefined ? undefined : toOrder(vault, row);
}

/** The account that an order belongs to. Undefined for a case that is no order. */
export async function ownerOfOrder(db: Database, id: CaseId): Promise<AccountId | undefined> {
  const isIt = sql<boolean>`id = ${id}`;
  const row = await db.selectFrom('orders').select('account_id').where(isIt).executeTakeFirst();
  return row?.account_id;
}

/**
 * Reads one order and holds its row until the transaction ends, as every step does, so the order does not change meanwhile.
 */
export async function holdOrder(trx: Database, vault: Vault, orderId: OrderId): Promise<Order | undefined> {
  const row = await holdingOrder(trx, orderId).executeTakeFirst();
  return row === undefined ? undefined : toOrder(vault, row);
}

export function toOrder(vault: Vault, row: OrderRow): Order {
  const key = keyOf(vault, row);
  const stored = key && row.form ? contentOf(open(key, FORM, row.form)) : undefined;
  // Forms that were stored before there was one spelling have it from here on.
  const form = stored && inOneSpelling(formOf(stored));
  return {
    ...toSummary(row),
    form,
    content: stored?.kind === 'FORM' && form ? { kind: 'FORM', form } : stored,
    formVersion: row.form_version,
    progress: key && row.progress ? open(key, PROGRESS, row.progress) : undefined,
    rulesConfirmed: row.rules_confirmed,
    workflowStarted: row.workflow_started,
    clockSkewMs: row.clock_skew_ms,
    settings: row.settings ?? undefined,
    policyVersion: row.policy_version ?? undefined,
    calendarVersion: row.calendar_version ?? undefined,
    copiedFrom: row.copied_from ?? undefined,
    onRecord: row.on_record ?? {},
  };
}

/** An order whose data cannot be read, as if nothing had been filled in. */
export const withoutData = (vault: Vault, row: OrderRow): Order => ({
  ...toOrder(vault, { ...row, wrapped_key: null }),
  ...EMPTY,
});

const NO_FORM: OrderForm = { entity: {}, people: {}, websites: {} };
const EMPTY = { form: NO_FORM, content: { kind: 'FORM', form: NO_FORM } } as const;

/** The same for an order that is not at hand. Undefined when there is none. */
export async function readWithoutData(db: Database, vault: Vault, orderId: OrderId): Promise<Order | undefined> {
  const row = await selectOrders(db).where('orders.id', '=', orderId).executeTakeFirst();
  return row && withoutData(vault, row);
}

/** The filing's time for an order now: wall time plus its skew. */
export const filingTime = (order: Pick<Order, 'clockSkewMs'>, wallMs: number): Instant =>
  instant(wallMs + order.clockSkewMs);
