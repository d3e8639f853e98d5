/** Opening an order: who may, what it starts with, and its filing's process (R-ACC-3, R-ORD-1, R-NEED-15). */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { beyondBounds } from '../../domain/order/form-bounds.ts';
import { contentOf, formOf, type StoredContent } from '../../domain/order/content.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { inOneSpelling, unreachable } from '../../domain/order/one-spelling.ts';
import { newOrderId, type AccountId, type OrderId } from '../../domain/identifiers.ts';
import { LAST_DAY_TO_ACT } from '../../domain/time/date-range.ts';
import { civilDate, instant, type Instant } from '../../domain/time/instant.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { confirmRules } from '../../store/orders/edit-order.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import { openOrder } from '../../store/orders/open-order.ts';
import { ownAccount, type Caller } from '../access/caller.ts';
import { findOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { domainsOf } from '../../domain/order/registrable-domains.ts';
import { startFiling } from '../processes/process-client.ts';
import { refusal } from '../refusal.ts';
import { endInFavour, mergedWith, orderToEnd, refusedBy, type InsteadOf } from './instead-of.ts';
import { present } from '../../domain/present.ts';

export type OpenDependencies = Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'temporal' | 'taskQueue' | 'rules' | 'limits' | 'log' | 'now'
>;

export interface OrderToOpen {
  /** What is known already; the rest is filled in later. */
  form?: OrderForm | undefined;
  /** An order of the same account whose form is copied. */
  copyFrom?: string | undefined;
  /** The order in progress, when the new one takes its place. */
  insteadOf?: InsteadOf | undefined;
  /** How far the filing's clock is ahead of the wall clock, in milliseconds; 0 in production. */
  clockSkewMs: number;
  /** Names the request: a repeat finds the order it opened. */
  key: string | undefined;
}

const OPENING = 'BY_TYPE_CHECK';

/**
 * The customer has read and confirmed the bureau's rules. The order stands as soon as this answers; where its filing
 * cannot be started now, the sweeper starts it.
 */
export async function openOrderFor(deps: UseCaseDependencies, caller: Caller, asked: OrderToOpen): Promise<Order> {
  const accountId = ownAccount(caller);
  const { clockSkewMs, copyFrom, insteadOf: instead, key } = asked;
  await mayFile(deps, accountId);
  const openedAt = instant(deps.now() + clockSkewMs);
  const copied = copyFrom === undefined ? undefined : await findOrder(deps, caller, 'form.read', copyFrom);
  const wanted = asked.form === undefined ? copied?.form : entered(asked.form);
  await mayBegin(deps, wanted, openedAt);
  const form = instead === undefined ? wanted : await insteadOf(deps, caller, instead, { wanted, openedAt, key });
  return begin(deps, { accountId, openedAt, clockSkewMs, key, ...present({ stored: form, copiedFrom: copied?.id }) });
}

interface Beginning {
  accountId: AccountId;
  openedAt: Instant;
  clockSkewMs: number;
  key: string | undefined;
  /** What is given with the order at first. */
  stored?: StoredContent;
  type?: OrderType;
  copiedFrom?: OrderId;
}

/** Stores the order and starts its filing. Refuses while another order holds the account's place (R-ORD-11). */
export async function begin(deps: OpenDependencies, beginning: Beginning): Promise<Order> {
  const { accountId, openedAt, clockSkewMs, key, stored, type, copiedFrom } = beginning;
  const id = newOrderId(civilDate(openedAt), randomnessFor(accountId, key));
  const result = await openOrder(deps.database, deps.vault, {
    id,
    accountId,
    openedAt,
    clockSkewMs,
    ...(stored === undefined ? {} : { form: stored, domains: domainsOf(formOf(contentOf(stored))) }),
    ...present({ type, copiedFrom }),
  });
  if (!result.opened) throw await refusedBy(deps, result.heldBy, type ?? OPENING);
  await confirmRules(deps.database, id, openedAt);
  await startFiling(deps, { id, accountId, clockSkewMs }).catch((error: unknown) => {
    const kind = error instanceof Error ? error.name : 'unknown';
    deps.log.warn({ orderId: id, kind }, 'the filing could not be started; the sweeper will start it');
  });
  const order = await readOrder(deps.database, deps.vault, id);
  if (order === undefined) throw new Error(`order ${id} was opened and is not there`);
  return order;
}

/** The form in its one spelling; refuses a mailbox or mobile that is none. */
function entered(form: OrderForm): OrderForm {
  const findings = unreachable(form);
  if (findings.length > 0) throw refusal('INVALID', { findings });
  return inOneSpelling(form);
}

/** Only who the provider knows and has verified files (R-ACC-3). */
export async function mayFile(
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault'>,
  accountId: AccountId,
): Promise<void> {
  const account = await readAccount(database, vault, accountId);
  if (account === undefined) throw refusal('ACCOUNT_UNKNOWN');
  if (!account.verified) throw refusal('ACCOUNT_NOT_VERIFIED');
}

/** Rules are known on the day, its terms end within the years that Beian knows, and the form is not too large. */
export async function mayBegin(
  { rules }: Pick<UseCaseDependencies, 'rules'>,
  form: OrderForm | undefined,
  openedAt: Instant,
  type?: OrderType,
): Promise<void> {
  const { policies } = await rules();
  const on = civilDate(openedAt);
  if (on < policies.firstDay || on > LAST_DAY_TO_ACT) throw noDayToOpen(policies.firstDay);
  const findings = form === undefined ? [] : beyondBounds({ before: undefined, after: form, type }, policies, on);
  if (findings.length > 0) throw refusal('INVALID', { findings });
}

function noDayToOpen(firstDay: string) {
  const advice = `Open it on a day from ${firstDay}, since when there are rules, to ${LAST_DAY_TO_ACT}.`;
  return refusal('INVALID', { findings: [{ path: 'openAt', code: 'NO_RULES_THEN', advice }] });
}

/** Ends the order in progress once it is certain that the new one may begin; returns the new one's form. */
async function insteadOf(
  deps: UseCaseDependencies,
  caller: Caller,
  instead: InsteadOf,
  { wanted, openedAt, key }: { wanted: OrderForm | undefined; openedAt: Instant; key: string | undefined },
): Promise<OrderForm | undefined> {
  const held = await orderToEnd(deps, caller, instead, OPENING);
  const form = instead.how === 'MERGE' ? await mergedWith(deps, held, wanted) : wanted;
  await mayBegin(deps, form, openedAt);
  await endInFavour(deps, caller, held, key ?? randomUUID());
  return form;
}

/** The same key gives the same order number, so that a repeat after a crash finds the order instead of being refused. */
function randomnessFor(accountId: string, key: string | undefined): Uint8Array {
  return key === undefined ? randomBytes(8) : createHash('sha256').update(`${accountId}\n${key}`).digest();
}
