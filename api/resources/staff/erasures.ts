/** Erasing an order or an account before its term: one person asks, another one agrees (§16.4). */
import { z } from 'zod';
import type { AccountId, OrderId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { erasurePage, type ErasureRequest } from '../../../store/erasures/erasures.ts';
import { ERASURE_GROUNDS } from '../../../store/erasures/tables.ts';
import { agreeToErase, askToErase, refuseToErase } from '../../../usecases/erasure/erase.ts';
import type { Api } from '../../dependencies.ts';
import { accountIdentifier, orderNumber } from '../../http/identifiers.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { created, noContent, ok, route, type Route } from '../../http/route.ts';

const reason = z.string().trim().min(1).max(500);
const ground = z.enum(ERASURE_GROUNDS).meta({
  description:
    '`PERSON_ASKS`: the person asks for it. `PURPOSE_GONE`: nobody needs the data any more. `CONSENT_WITHDRAWN`: the person takes the consent back. `UNLAWFUL`: the data should not be here.',
});
const askSchema = z
  .union([
    z.strictObject({ orderId: orderNumber, ground, reason }),
    z.strictObject({ accountId: accountIdentifier, ground, reason }),
  ])
  .meta({ id: 'AskToErase' });
const requestSchema = z
  .object({
    id: z.uuid(),
    accountId: z.string(),
    orderId: z.string().optional().meta({ description: 'Absent for the whole account.' }),
    ground,
    reason: z.string().optional().meta({ description: 'Absent when it cannot be read.' }),
    askedBy: z.string(),
    askedAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'ErasureRequest' });

const erasurePath = z.object({ erasureId: z.uuid() });

export function erasureRoutes(api: Api): Route[] {
  return [
    route({
      id: 'askToErase',
      tag: 'Erasures',
      method: 'post',
      path: '/v1/erasures',
      cost: 5,
      permission: 'erasure.take',
      summary: 'Ask to erase an order, or an account with all its orders',
      description:
        'Refused with `MUST_BE_KEPT` while an order is under way, or while a record lives that it filed; `errors` says which and why. The request stands for a day and is in the history of the orders.',
      body: askSchema,
      example: { orderId: 'BA20260209-7K2MQ4XR', ground: 'PERSON_ASKS', reason: 'Asked for by letter.' },
      answers: { 201: { description: 'Asked; another person has to agree.', schema: requestSchema } },
      problems: [404, 409, 410],
      handle: async ({ body, caller }) => {
        const { ground: why, reason: text } = body;
        const of =
          'orderId' in body ? { orderId: body.orderId as OrderId } : { accountId: body.accountId as AccountId };
        return created(requestView(await askToErase(api, caller, { of, ground: why, reason: text })));
      },
    }),
    route({
      id: 'listErasures',
      tag: 'Erasures',
      method: 'get',
      path: '/v1/erasures',
      cost: 2,
      permission: 'erasure.take',
      summary: 'Erasures that a second person has to agree to, oldest first',
      query: z.strictObject(pageFields({ usual: 100, most: 200 })),
      answers: {
        200: {
          description: 'One page of requests.',
          schema: z.object({ erasures: z.array(requestSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ query }) => {
        const { rows, ...rest } = await erasurePage(api.database, api.vault, pageIn(query));
        return ok({ erasures: rows.map(requestView), ...rest });
      },
    }),
    route({
      id: 'agreeToErase',
      tag: 'Erasures',
      method: 'post',
      path: '/v1/erasures/{erasureId}/agreement',
      cost: 20,
      permission: 'erasure.take',
      summary: 'Agree to an erasure',
      description:
        'By another person than the one who asked. Images and keys are destroyed at once and for good; the history stays, without its texts.',
      params: erasurePath,
      answers: { 200: { description: 'Erased.', schema: z.object({ orders: z.array(z.string()).max(10_000) }) } },
      problems: [409, 503],
      handle: async ({ params, caller }) => ok({ orders: await agreeToErase(api, caller, params.erasureId) }),
    }),
    route({
      id: 'refuseToErase',
      tag: 'Erasures',
      method: 'post',
      path: '/v1/erasures/{erasureId}/refusal',
      cost: 5,
      permission: 'erasure.take',
      summary: 'Refuse an erasure, or take it back',
      params: erasurePath,
      body: z.strictObject({ reason }).meta({ id: 'RefuseToErase' }),
      example: { reason: 'The customer has a dispute with us.' },
      answers: { 204: { description: 'Refused; nothing was erased.' } },
      problems: [409],
      handle: async ({ params, body, caller }) => {
        await refuseToErase(api, caller, { id: params.erasureId, reason: body.reason });
        return noContent;
      },
    }),
  ];
}

const requestView = (request: ErasureRequest): z.infer<typeof requestSchema> => ({
  id: request.id,
  accountId: request.accountId,
  ...present({ orderId: request.orderId, reason: request.reason }),
  ground: request.ground,
  askedBy: request.askedBy,
  askedAt: formatInstant(request.askedAt),
});
