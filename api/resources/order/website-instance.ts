/** Which server backs a website: one of the own account, or one that an authorization code stands for (§3.4, A-022). */
import { z } from 'zod';
import { inquire } from '../../../facts/inquiry.ts';
import { reservationsOf } from '../../../store/assets/instance-reservations.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { settleDraft } from '../../../usecases/drafting/draft.ts';
import { releaseServer } from '../../../usecases/drafting/release-server.ts';
import { instanceIdentifier, orderPath } from '../../http/identifiers.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { nameServer } from '../../../usecases/drafting/name-server.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';
import { standingSchema, standingView } from './form.ts';
import { MOST_NAMES, websiteIdSchema } from '../../../domain/order/names.ts';

const path = orderPath.extend({
  websiteId: websiteIdSchema().meta({ example: 'W1' }),
});

const sourceSchema = z
  .union([
    z.strictObject({ instanceId: instanceIdentifier }),
    z.strictObject({ code: z.string().trim().min(4).max(60) }),
  ])
  .meta({ id: 'InstanceSource', description: 'An instance of the own account, or an authorization code.' });

/** One reserved and one used for each website that a form can name. */
const MOST_INSTANCES = 2 * MOST_NAMES;

export function websiteInstanceRoutes(api: Api): Route[] {
  return [
    route({
      id: 'verifyInstance',
      tag: 'Form',
      method: 'put',
      path: '/v1/orders/{orderId}/websites/{websiteId}/instance',
      cost: 5,
      permission: 'instance.verify',
      summary: 'Name the server of a website',
      description:
        'By the id of an instance of the own account, or by an authorization code. It is reserved for this website; what the website had before is given back. Every refusal has a reason of its own (A-022).',
      params: path,
      body: sourceSchema,
      example: { instanceId: 'i-0001' },
      answers: {
        200: {
          description: 'The server is reserved.',
          schema: z.object({
            websiteId: z.string(),
            instanceId: z.string(),
            byCode: z.boolean(),
            ...standingSchema.shape,
          }),
        },
      },
      problems: [409, 410],
      handle: async ({ params: { orderId, websiteId }, body, caller }) => {
        const order = await findWrittenOrder(api, caller, 'instance.verify', orderId);
        const ask = inquire(api);
        const { instanceId, codeId } = await nameServer(api, ask, order, websiteId, body);
        const standing = await settleDraft(api, ask, order, actorOf(caller));
        return ok({ websiteId, instanceId, byCode: codeId !== undefined, ...standingView(standing) });
      },
    }),
    route({
      id: 'releaseInstance',
      tag: 'Form',
      method: 'delete',
      path: '/v1/orders/{orderId}/websites/{websiteId}/instance',
      cost: 5,
      permission: 'instance.verify',
      summary: 'Give the server of a website back',
      params: path,
      answers: { 204: { description: 'Nothing is reserved for the website any more.' } },
      problems: [409, 410],
      handle: async ({ params: { orderId, websiteId }, caller }) => {
        const order = await findWrittenOrder(api, caller, 'instance.verify', orderId);
        await releaseServer(api, order, websiteId, actorOf(caller));
        return noContent;
      },
    }),
    route({
      id: 'listInstances',
      tag: 'Form',
      method: 'get',
      path: '/v1/orders/{orderId}/instances',
      permission: 'orders.read',
      summary: 'Which server backs which website',
      params: orderPath,
      answers: {
        200: {
          description: 'Reserved or used servers by website.',
          schema: z.object({
            instances: z
              .array(
                z.object({ websiteId: z.string(), instanceId: z.string(), byCode: z.boolean(), state: z.string() }),
              )
              .max(MOST_INSTANCES),
          }),
        },
      },
      problems: [410],
      handle: async ({ params, caller }) => {
        const order = await findWrittenOrder(api, caller, 'orders.read', params.orderId);
        const reserved = await reservationsOf(api.database, order.id);
        return ok({
          instances: reserved.map(({ websiteId, instanceId, codeId, state }) => ({
            websiteId,
            instanceId,
            byCode: codeId !== undefined,
            state,
          })),
        });
      },
    }),
  ];
}
