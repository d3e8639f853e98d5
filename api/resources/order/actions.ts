/** What people do to an order: checked here at once, then sent to the filing, which decides. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actionData, ACTIONS, isAction, type Action } from '../../../domain/lifecycle/action.ts';
import type { ActionId } from '../../../domain/identifiers.ts';
import {
  impliesAcceptance,
  mayEver,
  refusedHere,
  standingOf,
  type Attempt,
} from '../../../domain/lifecycle/refused-here.ts';
import { isDrafting } from '../../../domain/lifecycle/stage.ts';
import { readRequest } from '../../../store/outbox/action-requests.ts';
import { readOutcome, type ActionOutcome } from '../../../store/audit/history.ts';
import { filingTime, readOrder, type Order } from '../../../store/orders/orders.ts';
import { answerWith, outcomeSchema, outcomeView, REPEATED } from '../../views/action-answer.ts';
import { actorOf, type Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { isWritten, settleDraft } from '../../../usecases/drafting/draft.ts';
import { idempotencyKey, idempotencyKeySchema } from '../../http/idempotency.ts';
import { actionIdentifier } from '../../http/identifiers.ts';
import { askedDigest, notedBefore, sendNoted } from '../../../usecases/outbox/noted-actions.ts';
import { orderSummarySchema, summaryView } from '../../views/order-view.ts';
import { SENT_AFTER_EDITS } from '../../../usecases/order/possible-actions.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { parse, problem } from '../../http/problems.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { ok, route, type Answer, type Route } from '../../http/route.ts';
import { storedId } from '../../../usecases/outbox/stored-id.ts';

const actionPath = orderPath.extend({
  action: z
    .string()
    .max(60)
    .meta({ description: `One of: ${ACTIONS.join(', ')}.`, example: 'submitForReview' }),
});

const bodySchema = z
  .strictObject({
    actionId: idempotencyKeySchema.optional().meta({
      description:
        'Your name for this action: sent again with the same data, it gets the first outcome, be it a refusal. Without it the Idempotency-Key serves.',
    }),
    visit: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'The stay in a state you decided on, from the order you read.' }),
    data: z.unknown().optional().meta({ description: 'What the action carries; see `ActionData`.' }),
  })
  .meta({ id: 'TakeAction' });

const appliedSchema = outcomeSchema.extend({ order: orderSummarySchema }).meta({ id: 'AppliedAction' });

export function actionRoutes(api: Api): Route[] {
  return [
    route({
      id: 'takeAction',
      tag: 'Actions',
      method: 'post',
      path: '/v1/orders/{orderId}/actions/{action}',
      permission: 'actions.take',
      summary: 'Do something to an order',
      description:
        'Role, form and state are checked at once; then the filing decides and the answer is its outcome: 200 applied, 409 refused with the reason and the items to fix, 202 when no worker answered in time — the action is stored and `Location` tells what becomes of it.',
      params: actionPath,
      body: bodySchema,
      example: { visit: 8, data: { confirmed: true } },
      answers: {
        200: { description: 'Applied.', schema: appliedSchema },
        202: {
          description: 'Stored; not answered yet.',
          schema: outcomeSchema,
          headers: { Location: 'Where to ask.' },
        },
      },
      problems: [409],
      handle: async ({ params: { orderId, action }, body, caller, req }) => {
        const order = await findOrder(api, caller, 'actions.take', orderId);
        const name = body.actionId ?? idempotencyKey(req) ?? randomUUID();
        return take(api, order, caller, { action, name, visit: body.visit, data: body.data });
      },
    }),
    route({
      id: 'readAction',
      tag: 'Actions',
      method: 'get',
      path: '/v1/orders/{orderId}/actions/{actionId}',
      permission: 'history.read',
      summary: 'What became of an action',
      params: orderPath.extend({ actionId: actionIdentifier }),
      answers: { 200: { description: 'The outcome, or `PENDING`.', schema: outcomeSchema } },
      handle: async ({ params: { orderId, actionId }, caller }) => {
        const order = await findOrder(api, caller, 'history.read', orderId);
        const known =
          (await became(api, order, storedId(caller, actionId))) ?? (await named(api, order, caller, actionId));
        if (known === undefined) throw problem('NOT_FOUND', { detail: 'Nothing was sent under this name.' });
        return ok({ ...known, actionId });
      },
    }),
  ];
}

/** What became of an action, or that nothing has yet; undefined when nothing was sent under this id. */
async function became(api: Api, order: Order, actionId: ActionId) {
  const outcome = await outcomeOf(api, order, actionId);
  if (outcome !== undefined) return outcomeView(outcome, actionId);
  const request = await readRequest(api.database, order.id, actionId);
  return request === undefined ? undefined : { action: request.action, outcome: 'PENDING' as const };
}

/** By the id that stands in the history, which customers see of their own actions only. */
async function named(api: Api, order: Order, caller: Caller, actionId: string) {
  if (caller.role === 'applicant' && !actionId.startsWith(storedId(caller, ''))) return undefined;
  return became(api, order, actionId as ActionId);
}

interface Asked {
  action: string;
  name: string;
  visit: number | undefined;
  data: unknown;
}

const outcomeOf = ({ database, vault }: Api, order: Order, actionId: ActionId): Promise<ActionOutcome | undefined> =>
  readOutcome(database, vault, order.id, actionId);

async function take(api: Api, found: Order, caller: Caller, { action, name, visit, data }: Asked): Promise<Answer> {
  const actionId = storedId(caller, name);
  const naming = { orderId: found.id, action, actionId: name };
  const digest = askedDigest(api, action, visit ?? null, data ?? {});
  await notedBefore(api, found, actionId, digest);
  const before = await outcomeOf(api, found, actionId);
  if (before !== undefined) return answerWith(before, naming, summaryOf(api, found, caller), REPEATED);
  const known = knownAction(action, caller);
  const parsed = parse(actionData[known](), data ?? {}, 'data');
  const order = await upToDate(api, found, caller);
  checkStage(order, { action: known, role: caller.role, visit, data: parsed });
  const message = { actionId, actor: actorOf(caller), visit: visit ?? order.visit, data: parsed };
  const outcome = await sendNoted(api, order, { to: 'filing', action: known, ...message }, digest);
  const after = outcome?.outcome === 'APPLIED' ? await readOrder(api.database, api.vault, order.id) : order;
  return answerWith(outcome, naming, summaryOf(api, after ?? order, caller));
}

const summaryOf = (api: Api, order: Order, caller: Caller) => summaryView(order, caller, filingTime(order, api.now()));

/** An edit the filing could not be told of is told now, so that it decides on what the customer sees. */
async function upToDate(api: Api, order: Order, caller: Caller): Promise<Order> {
  if (!isDrafting(order.stage) || !isWritten(order) || caller.role !== 'applicant') return order;
  return (await settleDraft(api, order, actorOf(caller))).order;
}

function knownAction(action: string, caller: Caller): Action {
  if (!isAction(action) || SENT_AFTER_EDITS.has(action))
    throw refusal('UNKNOWN_ACTION', { detail: `There is no action ${action}.` });
  if (!mayEver(action, caller.role))
    throw refusal('ROLE_NOT_ALLOWED', { detail: `The role ${caller.role} may not do ${action}.` });
  return action;
}

/**
 * What the database says at once; the filing checks again when the action reaches it. What a draft still lacks only the
 * filing names, and what an operator must look at it writes down, so both are left to it.
 */
function checkStage(order: Order, attempt: Attempt): void {
  const standing = standingOf(order);
  if (impliesAcceptance(standing, attempt)) return;
  const found = refusedHere(standing, attempt);
  if (found === undefined || found.reason === 'INCOMPLETE' || found.tasks !== undefined) return;
  const isOfRole = found.reason === 'ROLE_NOT_ALLOWED';
  throw refusal(found.reason, isOfRole ? {} : { detail: `The order is in ${order.stage}.` });
}
