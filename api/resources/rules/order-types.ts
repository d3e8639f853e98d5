/** The types of order, for pages that lead to the right one. */
import { z } from 'zod';
import { ORDER_TYPES, orderTypeSchema } from '../../../domain/order-types/order-type.ts';
import { STOPS } from '../../../domain/order-types/path.ts';
import { FAMILIES } from '../../../domain/order-types/row.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { ok, route, type Route } from '../../http/route.ts';

const bilingual = z.object({ zh: z.string(), en: z.string() });

const typeSchema = z
  .object({
    type: orderTypeSchema,
    names: bilingual,
    purpose: bilingual.meta({ description: 'When somebody needs it.' }),
    family: z.enum(FAMILIES),
    opens: z.enum(['BY_TYPE_CHECK', 'FROM_RECORD']).meta({
      description: 'Worked out from certificate and domain (`POST /v1/order-types`), or chosen on an approved record.',
    }),
    passes: z.array(z.enum(STOPS)).meta({ description: 'The stops it may make from its submission on, in order.' }),
    runs: z.boolean().meta({ description: 'Whether orders of this type can be opened in this release.' }),
  })
  .meta({ id: 'OrderTypeDescription' });

export const orderTypeRoutes = (): Route[] => [
  route({
    id: 'listOrderTypes',
    tag: 'Before an order',
    method: 'get',
    path: '/v1/order-types',
    permission: 'need-check.ask',
    summary: 'The types of order',
    answers: {
      200: { description: 'Every type.', schema: z.object({ types: z.array(typeSchema).max(ORDER_TYPES.length) }) },
    },
    handle: async () => ok({ types: ORDER_TYPES.map(typeView) }),
  }),
];

function typeView(type: (typeof ORDER_TYPES)[number]): z.infer<typeof typeSchema> {
  const { names, purpose, family, opens, path, runs } = rowOf(type);
  return { type, names, purpose, family, opens, passes: [...path.stops], runs };
}
