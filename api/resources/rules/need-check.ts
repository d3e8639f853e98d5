/** Before an order: is a filing needed at all, and what should be ready (domain-spec §1)? */
import { z } from 'zod';
import { checkNeed, NEED_ANSWERS, needQuestionSchema } from '../../../domain/before/need-check.ts';
import { PREPARATION_ITEMS, PREPARATION_STATES } from '../../../domain/before/preparation.ts';
import { preparationFor } from '../../../usecases/before/preparation.ts';
import type { Api } from '../../dependencies.ts';
import { instanceIdentifier } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';

const itemSchema = z.object({
  item: z.enum(PREPARATION_ITEMS),
  state: z.enum(PREPARATION_STATES),
  text: z.string(),
});

const preparationQuery = z.strictObject({
  domain: z.string().trim().max(253).optional(),
  instanceId: instanceIdentifier.optional(),
});

export function needCheckRoutes(api: Api): Route[] {
  return [
    route({
      id: 'checkNeed',
      tag: 'Before an order',
      method: 'post',
      effect: 'READS',
      path: '/v1/need-check',
      permission: 'need-check.ask',
      summary: 'Is a filing needed?',
      body: needQuestionSchema,
      example: { target: 'MAINLAND', server: 'HERE', filed: 'NO' },
      answers: {
        200: {
          description: 'What follows, with the rule it follows from.',
          schema: z.object({ answer: z.enum(NEED_ANSWERS), rule: z.string(), reason: z.string() }),
        },
      },
      handle: async ({ body }) => ok(checkNeed(body)),
    }),
    route({
      id: 'readPreparation',
      tag: 'Before an order',
      method: 'get',
      path: '/v1/preparation',
      cost: 3,
      permission: 'orders.open',
      summary: 'What should be ready before an order is opened',
      description:
        'Five items with their state (R-NEED-15, A-043). A domain whose owner is not verified yet is a warning only.',
      query: preparationQuery,
      answers: {
        200: {
          description: 'The list.',
          schema: z.object({ items: z.array(itemSchema).max(PREPARATION_ITEMS.length) }),
        },
      },
      handle: async ({ query, caller }) => ok({ items: await preparationFor(api, caller, query) }),
    }),
  ];
}
