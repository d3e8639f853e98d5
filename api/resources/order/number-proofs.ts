/** Codes that prove the mobiles of the people in charge, where policy wants it (`message.numberProof`). */
import { z } from 'zod';
import type { PersonId } from '../../../domain/identifiers.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import {
  askForCode,
  numberProofs,
  proveNumber,
  type NumberProof,
} from '../../../usecases/number-proof/number-proofs.ts';
import type { Api } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { answer, ok, route, type Route } from '../../http/route.ts';
import { personPath } from '../face-check/face-checks.ts';

const at = z.iso.datetime({ offset: true });

const proofSchema = z
  .object({
    personId: z.string(),
    state: z.enum(['PROVED', 'NOT_PROVED', 'NOT_NEEDED']).meta({
      description: '`NOT_NEEDED`: the rules of this order ask for no proof. Of the number that the form has now.',
    }),
    provedAt: at.optional(),
    validUntil: at.optional(),
  })
  .meta({ id: 'NumberProof' });

export const codeSchema = z
  .strictObject({ code: z.string().regex(/^\d{6}$/, 'write the six digits of the SMS') })
  .meta({ id: 'ProveNumber' });

export function numberProofRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listNumberProofs',
      tag: 'Orders',
      method: 'get',
      path: '/v1/orders/{orderId}/number-proofs',
      permission: 'numbers.read',
      summary: 'Whether the mobiles of the people in charge are proved',
      description: 'It names people by their place in the form, and no number.',
      params: orderPath,
      answers: {
        200: { description: 'Each person in charge.', schema: z.object({ proofs: z.array(proofSchema).max(100) }) },
      },
      problems: [410],
      handle: async ({ params, caller }) => {
        const order = await findWrittenOrder(api, caller, 'numbers.read', params.orderId);
        return ok({ proofs: (await numberProofs(api, order)).map(proofView) });
      },
    }),
    route({
      id: 'sendNumberCode',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/number-code',
      cost: 10,
      permission: 'numbers.prove',
      summary: 'Send a code to the mobile of a person in charge',
      description:
        'Where `message.numberProof` wants it, nothing else is sent to the number before the code was answered. How many codes a number and an account get a day is policy; the SMS also counts against what the number takes a day.',
      params: personPath,
      answers: {
        202: {
          description: 'It is on its way; how it fares is in the messages of the order (`P-1`).',
          schema: z.object({ expiresAt: at }),
        },
      },
      problems: [409, 410],
      handle: async ({ params: { orderId, personId }, caller }) => {
        const expiresAt = await askForCode(api, caller, { orderId, personId: personId as PersonId });
        return answer(202, { expiresAt: formatInstant(expiresAt) });
      },
    }),
    route({
      id: 'proveNumber',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders/{orderId}/people/{personId}/number-proof',
      cost: 10,
      permission: 'numbers.prove',
      summary: 'Answer the code that was sent to the mobile of a person in charge',
      description:
        'Only the code that was sent last is good. The proof serves all orders of the account that name the number. Messages that waited for it go out now.',
      params: personPath,
      body: codeSchema,
      example: { code: '038291' },
      answers: { 200: { description: 'The number is proved.', schema: proofSchema } },
      problems: [409, 410],
      handle: async ({ params: { orderId, personId }, body: { code }, caller }) =>
        ok(proofView(await proveNumber(api, caller, { orderId, personId: personId as PersonId, code }))),
    }),
  ];
}

const proofView = ({ personId, state, provedAt, validUntil }: NumberProof) => ({
  personId,
  state,
  ...present({ provedAt: ifKnown(provedAt, formatInstant), validUntil: ifKnown(validUntil, formatInstant) }),
});
