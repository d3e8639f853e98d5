/**
 * A new order in the place of the one in progress: its websites are filed with the new ones, or it is given up for them
 * (R-ORD-6). Everything is asked before the old order ends, so that a refusal leaves it as it is. What was approved before
 * stays (R-ORD-9).
 */
import { advice, choicesBeside, waysToEnd, type OrderInTheWay } from '../../domain/order-types/beside-an-order.ts';
import { mergeForms } from '../../domain/order/merged-forms.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import { civilDate } from '../../domain/time/instant.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { inquire } from '../../facts/inquiry.ts';
import { holderOfPlace } from '../../store/orders/place.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import { findOrder } from '../access/orders-in-reach.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { typeOfOrder } from '../drafting/check-type.ts';
import { mayCheckType, tooManyChecks } from '../drafting/type-check-limit.ts';
import { refusal, refusalFor, type Refusal } from '../refusal.ts';
import { takeAction } from './take-action.ts';

export interface InsteadOf {
  /** The order in progress. */
  order: string;
  how: 'MERGE' | 'REPLACE';
}

type Opening = OrderType | 'BY_TYPE_CHECK';

/** The order that is to end. Nothing has changed yet; {@link endInFavour} ends it. */
export async function orderToEnd(
  deps: UseCaseDependencies,
  caller: Caller,
  { order, how }: InsteadOf,
  opening: Opening,
): Promise<Order> {
  const held = await findOrder(deps, caller, 'actions.take', order);
  if (held.stage === 'COMPLETED') throw refusal('CLOSED', { order: held.id });
  const holder = await holderOfPlace(deps.database, held.accountId);
  if (holder !== undefined && holder !== held.id) throw await refusedBy(deps, holder, opening);
  // A repeat finds the order ended by its first try.
  if (!hasEnded(held.stage) && !choicesBeside(inTheWay(held), opening).includes(how)) throw placeTaken(held, opening);
  return held;
}

/** The refusal of an order beside the one that holds the account's place. */
export async function refusedBy(
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault'>,
  holder: OrderId,
  opening: Opening,
): Promise<Refusal> {
  const held = await readOrder(database, vault, holder);
  return held === undefined ? refusal('PLACE_TAKEN', { order: holder }) : placeTaken(held, opening);
}

/** It names the first order, and says what the customer may do (R-ORD-1, R-ORD-11). */
function placeTaken(held: Order, opening: Opening): Refusal {
  const choices = choicesBeside(inTheWay(held), opening);
  return refusal('PLACE_TAKEN', { detail: advice(inTheWay(held), choices), order: held.id, choices });
}

const inTheWay = ({ id, stage, type, progress }: Order): OrderInTheWay => ({
  id,
  stage,
  type,
  handOverUnderWay: progress?.handOverUnderWay ?? false,
});

/** The form that files the websites of both. Refuses those that one order cannot file together, before either order is touched (R-ORD-3). */
export async function mergedWith(
  deps: UseCaseDependencies,
  held: Order,
  form: OrderForm | undefined,
): Promise<OrderForm> {
  if (held.form === undefined) throw refusal('ERASED');
  const result = mergeForms(held.form, form ?? { entity: {}, people: {}, websites: {} });
  if (!result.merged) throw refusal('INVALID', { findings: [result.finding] });
  const on = civilDate(filingTime(held, deps.now()));
  const merged = { id: held.id, accountId: held.accountId, form: result.form, on };
  if (result.added.length === 0) return result.form;
  if (!(await mayCheckType(deps, merged))) throw tooManyChecks(deps);
  const answer = await typeOfOrder(deps, inquire(deps), merged);
  if (!answer.found && 'refusal' in answer && answer.refusal.result === 'BLOCKED') {
    const { code, advice: what } = answer.refusal;
    throw refusalFor([{ path: `form.websites.${answer.websiteId}.domain`, code, advice: what }]);
  }
  return result.form;
}

/**
 * Ends the other order, as the customer would. What an earlier try of the request has done is not done again: `key` names the
 * request.
 */
export async function endInFavour(deps: UseCaseDependencies, caller: Caller, held: Order, key: string): Promise<void> {
  let order = held;
  while (!hasEnded(order.stage)) {
    const [action] = waysToEnd(inTheWay(order));
    if (action === undefined) throw placeTaken(order, 'BY_TYPE_CHECK');
    const name = `${key}-${action}`;
    const asked = { action, name, visit: order.visit, data: {} };
    const { outcome } = await takeAction(deps, order, caller, asked);
    if (outcome === undefined) throw refusal('UNAVAILABLE', { order: order.id });
    if (outcome.outcome === 'REFUSED') throw refusal('CONFLICT', { order: order.id, detail: outcome.reason });
    order = (await readOrder(deps.database, deps.vault, order.id)) ?? order;
  }
}
