/** What people do to an order: each action is checked here at once and then sent to the filing, which decides. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ACTIONS } from '../../../domain/lifecycle/action.ts';
import type { ActionId } from '../../../domain/identifiers.ts';
import { readRequest } from '../../../store/outbox/action-requests.ts';
import { readOutcome, type ActionOutcome } from '../../../store/audit/history.ts';
import { filingTime, type Order } from '../../../store/orders/orders.ts';
import { answerWith, outcomeSchema, outcomeView, REPEATED, WHERE_TO_ASK } from '../../views/action-answer.ts';
import { type Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { idempotencyKey, idempotencyKeySchema } from '../../http/idempotency.ts';
import { actionIdentifier } from '../../http/identifiers.ts';
import { hiddenFrom, shownTexts } from '../../../usecases/shown/masked-text-view.ts';
import { present } from '../../../domain/present.ts';
import { orderSummarySchema, summaryView } from '../../../usecases/shown/order-summary-view.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { takeAction, type ActionAsked } from '../../../usecases/order/take-action.ts';
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
      cost: 5,
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
          headers: WHERE_TO_ASK,
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
      path: '/v1/orders/{orderId}/actions/{action}',
      permission: 'history.read',
      summary: 'What became of an action',
      params: orderPath.extend({ action: actionIdentifier.meta({ description: 'The id of the action.' }) }),
      answers: { 200: { description: 'The outcome, or `PENDING`.', schema: outcomeSchema } },
      handle: async ({ params: { orderId, action: actionId }, caller }) => {
        const order = await findOrder(api, caller, 'history.read', orderId);
        const known =
          (await became(api, order, storedId(caller, actionId))) ?? (await named(api, order, caller, actionId));
        if (known === undefined) throw problem('NOT_FOUND', { detail: 'Nothing was sent under this name.' });
        const items = 'items' in known ? known.items : undefined;
        return ok({ ...known, ...present({ items: shownTexts(items, hiddenFrom(caller, order)) }), actionId });
      },
    }),
  ];
}

/** The outcome of an action, or that it has none yet; undefined when nothing was sent under this id. */
async function became(api: Api, order: Order, actionId: ActionId) {
  const outcome = await outcomeOf(api, order, actionId);
  if (outcome !== undefined) return outcomeView(outcome, actionId);
  const request = await readRequest(api.database, order.id, actionId);
  return request === undefined ? undefined : { action: request.action, outcome: 'PENDING' as const };
}

/** By the id in the history; customers see the ids of their own actions only. */
async function named(api: Api, order: Order, caller: Caller, actionId: string) {
  const isOwn = actionId === storedId(caller, actionId.slice(actionId.lastIndexOf(':') + 1));
  if (caller.role === 'applicant' && !isOwn) return undefined;
  return became(api, order, actionId as ActionId);
}

const outcomeOf = ({ database, vault }: Api, order: Order, actionId: ActionId): Promise<ActionOutcome | undefined> =>
  readOutcome(database, vault, order.id, actionId);

/** 200 applied, a problem when refused, 202 when nothing is known yet; the summary shows the order as it is then. */
async function take(api: Api, order: Order, caller: Caller, asked: ActionAsked): Promise<Answer> {
  const taken = await takeAction(api, order, caller, asked);
  const naming = { orderId: order.id, action: asked.action, actionId: asked.name };
  return answerWith(taken.outcome, naming, summaryOf(api, taken.order, caller), taken.isRepeat ? REPEATED : {});
}

const summaryOf = (api: Api, order: Order, caller: Caller) => summaryView(order, caller, filingTime(order, api.now()));
