/** The code by which the holder of a filing confirms an order (R-DEREG-7). */
import { z } from 'zod';
import { formatInstant } from '../../../domain/time/instant.ts';
import { confirmWithCode, sendHolderCode } from '../../../usecases/order/holder-code.ts';
import type { Api } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { answer, ok, route, type Route } from '../../http/route.ts';
import { codeSchema } from './number-proofs.ts';

const at = z.iso.datetime({ offset: true });

export function holderCodeRoutes(api: Api): Route[] {
  return [
    route({
      id: 'sendHolderCode',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders/{orderId}/holder-code',
      cost: 10,
      permission: 'numbers.prove',
      summary: 'Send a code to the holder of the filing',
      description:
        'For orders whose type the holder confirms with a code. It goes to the mobile of the head of the entity on record, or of the account where none is known. How many codes a number and an account get a day is policy (`confirmation.holderCode`).',
      params: orderPath,
      answers: {
        202: {
          description: 'It is on its way; how it fares is in the messages of the order (`P-2`).',
          schema: z.object({ expiresAt: at }),
        },
      },
      problems: [409, 410],
      handle: async ({ params, caller }) =>
        answer(202, { expiresAt: formatInstant(await sendHolderCode(api, caller, params.orderId)) }),
    }),
    route({
      id: 'confirmWithHolderCode',
      tag: 'Orders',
      method: 'put',
      path: '/v1/orders/{orderId}/holder-code',
      cost: 10,
      permission: 'numbers.prove',
      summary: 'Confirm an order with the code of the holder',
      description:
        'Only the code that was sent last for this order is good. The confirmation stands for some hours and for the order as it is now; then the order can be submitted.',
      params: orderPath,
      body: codeSchema,
      example: { code: '038291' },
      answers: { 200: { description: 'Confirmed.', schema: z.object({ confirmed: z.literal(true), until: at }) } },
      problems: [409, 410],
      handle: async ({ params: { orderId }, body: { code }, caller }) => {
        const until = await confirmWithCode(api, caller, { orderId, code });
        return ok({ confirmed: true as const, until: formatInstant(until) });
      },
    }),
  ];
}
