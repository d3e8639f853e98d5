/** Which server backs a website: one of the own account, or one that an authorization code stands for (§3.4, A-022). */
import { z } from 'zod';
import { checkInstance } from '../../../domain/check-order/instances.ts';
import type { InstanceFacts } from '../../../domain/assets/asset-facts.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { inTransaction } from '../../../store/postgres/database.ts';
import { releaseReservations, reservationsOf } from '../../../store/assets/instance-reservations.ts';
import {
  reserve,
  type Reserved,
  type ReserveRefusal,
  type ReserveRequest,
} from '../../../store/assets/reserve-instance.ts';
import { filingTime } from '../../../store/orders/orders.ts';
import { touchOrder } from '../../../store/orders/edit-order.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { settleDraft, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { editing, mayEdit } from '../../../usecases/drafting/editing.ts';
import { instanceIdentifier } from '../../http/identifiers.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { refusal, refusalFor, type Refusal } from '../../../usecases/refusal.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';
import { standingSchema, standingView } from './form.ts';
import { websiteIdSchema } from '../../../domain/order/names.ts';

const path = orderPath.extend({
  websiteId: websiteIdSchema().meta({ example: 'W1' }),
});

const sourceSchema = z
  .union([
    z.strictObject({ instanceId: instanceIdentifier }),
    z.strictObject({ code: z.string().trim().min(4).max(60) }),
  ])
  .meta({ id: 'InstanceSource', description: 'An instance of the own account, or an authorization code.' });

const ADVICE: Readonly<Record<ReserveRefusal | 'INSTANCE_UNKNOWN' | 'INSTANCE_OF_ANOTHER_ACCOUNT', string>> = {
  INSTANCE_UNKNOWN:
    'There is no such server here. Check its name; servers of other providers cannot back a filing here.',
  INSTANCE_OF_ANOTHER_ACCOUNT: 'This server belongs to another account. Ask its owner for an authorization code.',
  INSTANCE_FULL: 'This server backs as many websites as it may. Name another server.',
  CODE_UNKNOWN: 'There is no such code. Check it letter by letter.',
  CODE_OF_ANOTHER_ACCOUNT: 'This code was granted to another account.',
  CODE_IN_USE: 'This code is reserved for another website. It is free again when that order is abandoned.',
  CODE_USED: 'This code has been used up by an approved filing. Ask for a new one.',
  CODE_VOID: 'This code is void: its server expired or it was withdrawn. Ask for a new one.',
};

export function websiteInstanceRoutes(api: Api): Route[] {
  return [
    route({
      id: 'verifyInstance',
      tag: 'Form',
      method: 'put',
      path: '/v1/orders/{orderId}/websites/{websiteId}/instance',
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
        mayNameServer(order, websiteId);
        const { instanceId, codeId } = await reserveFor(api, order, websiteId, body);
        const standing = await settleDraft(api, order, actorOf(caller));
        return ok({ websiteId, instanceId, byCode: codeId !== undefined, ...standingView(standing) });
      },
    }),
    route({
      id: 'releaseInstance',
      tag: 'Form',
      method: 'delete',
      path: '/v1/orders/{orderId}/websites/{websiteId}/instance',
      permission: 'instance.verify',
      summary: 'Give the server of a website back',
      params: path,
      answers: { 204: { description: 'Nothing is reserved for the website any more.' } },
      problems: [409, 410],
      handle: async ({ params: { orderId, websiteId }, caller }) => {
        const order = await findWrittenOrder(api, caller, 'instance.verify', orderId);
        await editing(api, order, mayEdit, async (trx, now) => {
          const at = filingTime(now, api.now());
          await releaseReservations(trx, order.id, at, websiteId);
          await touchOrder(trx, order.id, at);
        });
        await settleDraft(api, order, actorOf(caller));
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
            instances: z.array(
              z.object({ websiteId: z.string(), instanceId: z.string(), byCode: z.boolean(), state: z.string() }),
            ),
          }),
        },
      },
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

function mayNameServer(order: WrittenOrder, websiteId: string): void {
  mayEdit(order);
  if (order.form.websites[websiteId] === undefined) throw noWebsite(websiteId);
}

/** What the provider's systems say of the server may take a while; the order is looked at again afterwards. */
async function reserveFor(api: Api, order: WrittenOrder, websiteId: string, source: z.output<typeof sourceSchema>) {
  const { vault, assets } = api;
  const at = filingTime(order, api.now());
  const request = { orderId: order.id, accountId: order.accountId, websiteId, source, at };
  const instanceId = 'code' in source ? await instanceOfCode(api, request) : source.instanceId;
  const facts = await assets.instance(instanceId);
  if (facts === undefined) throw instanceRefused('INSTANCE_UNKNOWN');
  const isOwn = facts.ownerAccountId === order.accountId;
  if ('instanceId' in source && !isOwn) throw instanceRefused('INSTANCE_OF_ANOTHER_ACCOUNT');
  const maxWebsites = await fitness(api, facts, at);
  return editing(
    api,
    order,
    (now) => mayNameServer(now, websiteId),
    async (trx) => {
      const result = await reserve(trx, vault, { ...request, maxWebsites });
      if (!result.reserved) throw instanceRefused(result.reason);
      await touchOrder(trx, order.id, at);
      return result;
    },
  );
}

/** Which server a code stands for: the reservation is tried and undone, so that a server that does not do takes nothing. */
async function instanceOfCode({ database, vault }: Api, request: Omit<ReserveRequest, 'maxWebsites'>): Promise<string> {
  let found: Reserved | undefined;
  const undone = new Error('undone on purpose');
  await inTransaction(database, async (trx) => {
    found = await reserve(trx, vault, { ...request, maxWebsites: ANY_NUMBER });
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (found?.reserved === false) throw instanceRefused(found.reason);
  if (found === undefined) throw new Error('the code was not looked up');
  return found.instanceId;
}

const ANY_NUMBER = 1_000_000;

/** How many websites the server may back; throws when it cannot back any (R-SRV-1 … R-SRV-6). */
async function fitness({ rules }: Api, facts: InstanceFacts, at: ReturnType<typeof filingTime>): Promise<number> {
  const { policies } = await rules();
  const on = civilDate(at);
  const findings = checkInstance(facts, policies, on);
  const [first, ...more] = findings;
  if (first !== undefined) throw refusalFor([first, ...more]);
  return policies.resolve('server.rules', { product: facts.product }, on).sitesPerInstance;
}

const instanceRefused = (code: keyof typeof ADVICE): Refusal =>
  refusalFor([{ path: 'instance', code, advice: ADVICE[code] }]);

const noWebsite = (websiteId: string) =>
  refusal('NOT_FOUND', { detail: `The form has no website ${websiteId}. Write it into the form first.` });
