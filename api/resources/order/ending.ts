/** Ending an order whose filing cannot go on: one operator asks, another one agrees. */
import { z } from 'zod';
import type { OrderId } from '../../../domain/identifiers.ts';
import { hasEnded } from '../../../domain/lifecycle/stage.ts';
import { filingTime, readWithoutData, type Order } from '../../../store/orders/orders.ts';
import { agreeToEnd, askToEnd, ENDING_NAME } from '../../../usecases/order/end-order.ts';
import { answerWith, outcomeSchema, WHERE_TO_ASK } from '../../views/action-answer.ts';
import { orderSummarySchema, summaryView } from '../../../usecases/shown/order-summary-view.ts';
import type { Api } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';

const bodySchema = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .meta({ description: 'Why; the customer reads it in the message about the end.' }),
  })
  .meta({ id: 'AskToEndOrder' });

export function endingRoutes(api: Api): Route[] {
  return [
    route({
      id: 'askToEndOrder',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders/{orderId}/ending',
      permission: 'orders.end',
      summary: 'Ask to end an order whose filing cannot go on',
      description:
        'Possible in every state, but only while the filing does not run, or after it was started again in vain (task `PROCESS_CANNOT_GO_ON`). Otherwise `FILING_RUNS` says what to use instead. The request stands for a day.',
      params: orderPath,
      body: bodySchema,
      example: { reason: 'The filing could not be restored. Please open a new order.' },
      answers: { 204: { description: 'Asked; another operator has to agree.' } },
      problems: [409, 503],
      handle: async ({ params: { orderId }, body: { reason }, caller }) => {
        const order = await found(api, orderId);
        await askToEnd(api, order, caller, reason);
        return noContent;
      },
    }),
    route({
      id: 'agreeToEndOrder',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders/{orderId}/ending/agreement',
      permission: 'orders.end',
      summary: 'Agree to end an order whose filing cannot go on',
      description:
        'By another operator than the one who asked. The order goes to `ABANDONED`; place, domains, certificate and servers are free, and the account is told (N-15).',
      params: orderPath,
      answers: {
        200: { description: 'Ended.', schema: outcomeSchema.extend({ order: orderSummarySchema }) },
        202: {
          description: 'Agreed; no worker has ended it yet.',
          schema: outcomeSchema,
          headers: WHERE_TO_ASK,
        },
      },
      problems: [409, 503],
      handle: async ({ params: { orderId }, caller }) => {
        const order = await found(api, orderId);
        const outcome = await agreeToEnd(api, order, caller);
        const after = await found(api, orderId);
        const naming = { orderId: order.id, action: 'endOrder', actionId: ENDING_NAME };
        const summary = summaryView(after, caller, filingTime(after, api.now()));
        if (outcome !== undefined || !hasEnded(after.stage)) return answerWith(outcome, naming, summary);
        // The history of an order whose data cannot be read does not say how it ended, but its state does.
        return ok({ ...naming, outcome: 'APPLIED', from: order.stage, to: after.stage, order: summary });
      },
    }),
  ];
}

/** Reads nothing that is sealed: the data of such an order may be unreadable. */
async function found({ database, vault }: Api, orderId: string): Promise<Order> {
  const order = await readWithoutData(database, vault, orderId as OrderId);
  if (order === undefined) throw refusal('ORDER_NOT_FOUND');
  return order;
}
