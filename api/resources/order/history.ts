/** What happened to an order, by whom and when; and a stream that sends every step as it is written. */
import { z } from 'zod';
import { historyPage } from '../../../store/audit/history.ts';
import { filingTime, readOrder, type Order } from '../../../store/orders/orders.ts';
import type { Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { createEventStreams } from '../../http/event-stream.ts';
import { summaryView } from '../../../usecases/shown/order-summary-view.ts';
import { entrySchema, entryView } from '../../../usecases/shown/history-view.ts';
import { hiddenFrom } from '../../../usecases/shown/masked-text-view.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { ok, route, type Route } from '../../http/route.ts';

export function historyRoutes(api: Api): Route[] {
  const streams = createEventStreams(api);
  return [
    route({
      id: 'readHistory',
      tag: 'Orders',
      method: 'get',
      path: '/v1/orders/{orderId}/history',
      cost: 5,
      permission: 'history.read',
      summary: 'Everything that happened to an order, oldest first',
      params: orderPath,
      query: z.strictObject(pageFields({ usual: 500, most: 500 })),
      answers: {
        200: {
          description: 'One page of the audit trail.',
          schema: z.object({ entries: z.array(entrySchema), cursor: nextCursor }),
        },
      },
      handle: async ({ params, query, caller }) => {
        const order = await findOrder(api, caller, 'history.read', params.orderId);
        const { rows, ...rest } = await historyPage(api.database, api.vault, order.id, pageIn(query));
        const hidden = hiddenFrom(caller, order);
        return ok({ entries: rows.map((entry) => entryView(entry, caller, hidden)), ...rest });
      },
    }),
    route({
      id: 'followOrder',
      tag: 'Orders',
      method: 'get',
      path: '/v1/orders/{orderId}/events',
      cost: 5,
      permission: 'history.read',
      summary: 'Follow an order as it moves',
      description:
        'Server-sent events: `order` with the summary, at once and after every step. A client that lost the connection connects again and gets the present state.',
      params: orderPath,
      answers: { 200: { description: 'A stream.', contentType: 'text/event-stream' } },
      handle: async ({ params, caller }) => {
        const order = await findOrder(api, caller, 'history.read', params.orderId);
        return streams.follow(caller, order.id, async () => presentState(api, caller, order));
      },
    }),
  ];
}

async function presentState(api: Api, caller: Caller, { id }: Order): Promise<object | undefined> {
  const order = await readOrder(api.database, api.vault, id);
  return order === undefined ? undefined : summaryView(order, caller, filingTime(order, api.now()));
}
