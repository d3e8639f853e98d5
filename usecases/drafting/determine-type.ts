/** Works out the type of an open order and keeps it. What only an operator can decide becomes a task (R-TYPE-3). */
import type { Channel, OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { TYPE_UNCLEAR } from '../../domain/order-types/type-determination.ts';
import { civilDate, type Instant } from '../../domain/time/instant.ts';
import type { Inquiry } from '../../facts/inquiry.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import { expectProofForType, expectTypeIn } from '../channel/channel-rules.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal, refusalFor, type Refusal } from '../refusal.ts';
import { typeOfOrder, type OrderTypeAnswer } from './check-type.ts';
import { isWritten, type WrittenOrder } from './draft.ts';
import { keepType, mayEdit } from './editing.ts';
import { mayCheckType, tooManyChecks } from './type-check-limit.ts';

/**
 * Answers with the type and with the order as it is stored now. Refuses when the form lacks a field, no type fits, the channel does
 * not take the type or wants a proof first, or the account has had as many checks today as it may.
 */
export async function determineOrderType(
  deps: Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'now' | 'assets' | 'bureau'>,
  ask: Inquiry,
  order: WrittenOrder,
  channel: Channel | undefined,
): Promise<{ type: OrderType; typed: WrittenOrder }> {
  mayEdit(order);
  // An order opened from a record has its type from its opening.
  if (order.type !== undefined && rowOf(order.type).opens === 'FROM_RECORD') return { type: order.type, typed: order };
  await expectProofForType(deps, order, channel);
  if (!(await mayCheckType(deps, order))) throw tooManyChecks(deps);
  const at = filingTime(order, deps.now());
  const on = civilDate(at);
  const answer = await typeOfOrder(deps, ask, { ...order, on });
  if (!answer.found) throw await refusalOf(deps, order, answer, at);
  expectTypeIn(channel, answer.type, { policies: (await deps.rules()).policies, on });
  await keepType(deps, order, answer);
  const typed = await readOrder(deps.database, deps.vault, order.id);
  if (typed === undefined || !isWritten(typed)) throw refusal('ERASED');
  return { type: answer.type, typed };
}

async function refusalOf(
  { database }: Pick<UseCaseDependencies, 'database'>,
  { id, visit }: WrittenOrder,
  answer: Exclude<OrderTypeAnswer, { found: true }>,
  at: Instant,
): Promise<Refusal> {
  if ('missing' in answer) return refusal('INVALID', { findings: answer.missing });
  const { refusal: found, websiteId } = answer;
  const code = found.result === 'BLOCKED' ? found.code : TYPE_UNCLEAR;
  if (code === TYPE_UNCLEAR) await openTask(database, { caseId: id, kind: TYPE_UNCLEAR, visit, at });
  return refusalFor([{ path: `websites.${websiteId}.domain`, code, advice: found.advice }]);
}
