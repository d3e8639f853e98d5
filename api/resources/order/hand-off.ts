/** Going on with an order at a phone: a code that is shown as a QR code, and what it leads to. */
import { z } from 'zod';
import { formatInstant } from '../../../domain/time/instant.ts';
import { makeHandOff, openHandOff } from '../../../usecases/channel/hand-off.ts';
import type { Api } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { created, ok, route, type Route } from '../../http/route.ts';

const LONGEST = 2_000;

export function handOffRoutes(api: Api): Route[] {
  return [
    route({
      id: 'handOffOrder',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders/{orderId}/hand-off',
      permission: 'orders.handOff',
      summary: 'Make a code with which the order goes on at a phone',
      description:
        'Put it into an address of your app and show that as a QR code. The console opens a code at `/hand-off/{code}`, where it signs the phone in to this one order, once. It is good for ten minutes.',
      params: orderPath,
      answers: {
        201: {
          description: 'The code.',
          schema: z.object({ code: z.string(), expiresAt: z.iso.datetime({ offset: true }) }),
        },
      },
      handle: async ({ params: { orderId }, caller }) => {
        const { code, until } = await makeHandOff(api, caller, orderId);
        return created({ code, expiresAt: formatInstant(until) });
      },
    }),
    route({
      id: 'openHandOff',
      tag: 'Orders',
      method: 'post',
      effect: 'READS',
      path: '/v1/hand-offs',
      permission: 'orders.handOff',
      summary: 'The order that a scanned code leads to',
      description:
        'For an app in which the customer is signed in to the same account; for anybody else the code leads to nothing.',
      body: z.strictObject({ code: z.string().min(1).max(LONGEST) }).meta({ id: 'OpenHandOff' }),
      answers: { 200: { description: 'The order.', schema: z.object({ orderId: z.string() }) } },
      problems: [404],
      handle: async ({ body: { code }, caller }) => ok({ orderId: await openHandOff(api, caller, code) }),
    }),
  ];
}
