/**
 * Erasing an order, or an account with all its orders, before its term: somebody asks with a reason, and another person agrees. What is
 * under way, or stands behind a record that lives, is not erased.
 */
import pLimit from 'p-limit';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Finding } from '../../domain/finding.ts';
import { eraseAccount } from '../../store/accounts/account-erasure.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { writeBesideSteps } from '../../store/audit/beside-steps.ts';
import { answerErasure, askForErasure, readErasure, type ErasureRequest } from '../../store/erasures/erasures.ts';
import type { ErasureGround } from '../../store/erasures/tables.ts';
import { eraseEndedOrder, objectKeysOf } from '../../store/orders/erasure.ts';
import { filingTime, ownerOfOrder, readWithoutData } from '../../store/orders/orders.ts';
import {
  hasLivingRecord,
  ordersToErase,
  type ErasureSubject,
  type OrderToErase,
} from '../../store/retention/kept-orders.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { agreeable } from '../access/second-person.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';

type EraseDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'documents' | 'now'>;

/** One order, or an account with all of its orders. */
export type ErasureOf = { orderId: OrderId } | { accountId: AccountId };

const IMAGES_AT_ONCE = 8;

/** First half. The request stands for a day, and the history of every order concerned says who asked. */
export async function askToErase(
  deps: EraseDependencies,
  caller: Caller,
  { of, ground, reason }: { of: ErasureOf; ground: ErasureGround; reason: string },
): Promise<ErasureRequest> {
  const subject = await subjectOf(deps, of);
  const orders = await erasableOrders(deps, subject);
  if (orders.length === 0 && subject.orderId !== undefined) throw refusal('ERASED');
  const request = await askForErasure(deps.database, deps.vault, { subject, ground, reason, askedBy: caller.id });
  for (const { id } of orders) await note(deps, caller, { orderId: id, action: 'askToErase', detail: reason });
  return request;
}

/** Second half, by another person. Returns the orders that were erased; a repeat after a crash goes on where it stopped. */
export async function agreeToErase(deps: EraseDependencies, caller: Caller, id: string): Promise<OrderId[]> {
  const { database, vault } = deps;
  const request = agreeable(await readErasure(database, vault, id), caller, 'NO_ERASURE_REQUEST');
  const erased: OrderId[] = [];
  for (const order of await erasableOrders(deps, request)) {
    await removeImages(deps, order.id);
    const at = await timeOf(deps, order.id);
    const cause = { actor: actorOf(caller), action: 'erase', outcome: 'APPLIED' } as const;
    if (await eraseEndedOrder(database, vault, { orderId: order.id, at, cause })) erased.push(order.id);
  }
  if (request.orderId === undefined) await eraseAccount(database, vault, request.accountId, instant(deps.now()));
  if (!(await answerErasure(database, { id, by: caller.id, outcome: 'DONE' }))) throw refusal('NO_ERASURE_REQUEST');
  return erased;
}

/** The second person refuses, or the first one takes the request back. */
export async function refuseToErase(
  deps: EraseDependencies,
  caller: Caller,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const { database, vault } = deps;
  const request = await readErasure(database, vault, id);
  const answered = request && (await answerErasure(database, { id, by: caller.id, outcome: 'REFUSED' }));
  if (!answered) throw refusal('NO_ERASURE_REQUEST');
  for (const order of await ordersToErase(database, request))
    await note(deps, caller, { orderId: order.id, action: 'refuseToErase', detail: reason });
}

/** Refuses what is not there. */
async function subjectOf({ database, vault }: EraseDependencies, of: ErasureOf): Promise<ErasureSubject> {
  if ('orderId' in of) {
    const accountId = await ownerOfOrder(database, of.orderId);
    if (accountId === undefined) throw refusal('ORDER_NOT_FOUND');
    return { accountId, orderId: of.orderId };
  }
  if ((await readAccount(database, vault, of.accountId)) === undefined)
    throw refusal('NOT_FOUND', { detail: 'There is no such account.' });
  return of;
}

/** Refuses unless everything of the subject may be erased, and says of each order that may not why. */
async function erasableOrders({ database }: EraseDependencies, subject: ErasureSubject): Promise<OrderToErase[]> {
  const orders = await ordersToErase(database, subject);
  const kept = orders.flatMap((order) => whyKept(order));
  if (kept.length > 0) throw refusal('MUST_BE_KEPT', { findings: kept.slice(0, NAMED) });
  if (subject.orderId === undefined && (await hasLivingRecord(database, subject.accountId)))
    throw refusal('MUST_BE_KEPT', { findings: [{ path: 'accountId', ...WHY.RECORD_LIVES }] });
  return orders;
}

/** So many orders are named at a time. */
const NAMED = 50;

const WHY = {
  UNDER_WAY: {
    code: 'UNDER_WAY',
    advice:
      'The order is under way, or its duties are. Have it abandoned by the customer or cancelled by two people, or wait until its duties are done.',
  },
  RECORD_LIVES: {
    code: 'RECORD_LIVES',
    advice: 'The entity is on record, and its filing has to be kept as long as it is. Have the record removed first.',
  },
} as const;

const whyKept = ({ id, kept }: OrderToErase): Finding[] => (kept === undefined ? [] : [{ path: id, ...WHY[kept] }]);

/** First the images: without their key nobody knows any more where they lie. */
async function removeImages({ database, documents }: EraseDependencies, orderId: OrderId): Promise<void> {
  const inTurn = pLimit(IMAGES_AT_ONCE);
  const keys = await objectKeysOf(database, orderId);
  await Promise.all(keys.map((key) => inTurn(() => documents.delete(key))));
}

async function note(
  deps: EraseDependencies,
  caller: Caller,
  { orderId, action, detail }: { orderId: OrderId; action: string; detail: string },
): Promise<void> {
  const at = await timeOf(deps, orderId);
  const cause = { actor: actorOf(caller), action, outcome: 'APPLIED', detail } as const;
  await writeBesideSteps(deps.database, deps.vault, { orderId, at, cause });
}

/** The order's own time; in production that of the wall clock. */
async function timeOf({ database, vault, now }: EraseDependencies, orderId: OrderId): Promise<Instant> {
  const order = await readWithoutData(database, vault, orderId);
  return order === undefined ? instant(now()) : filingTime(order, now());
}
