/** Before an order: is a filing needed at all, and what should be ready (domain-spec §1)? */
import { z } from 'zod';
import { checkNeed, NEED_ANSWERS, needQuestionSchema } from '../../../domain/before/need-check.ts';
import { PREPARATION_ITEMS, PREPARATION_STATES } from '../../../domain/before/preparation.ts';
import { checkPermit, PERMIT_ANSWERS, permitQuestionSchema } from '../../../domain/permits/permit-check.ts';
import { permitDates } from '../../../domain/permits/permit-dates.ts';
import { PERMIT_STEPS } from '../../../domain/permits/permit-routes.ts';
import { isoDate } from '../../../domain/time/iso-date.ts';
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

const bilingual = z.object({ zh: z.string(), en: z.string() });
const movingDate = z.object({
  on: isoDate(),
  provisional: z.boolean().meta({ description: 'Days of a year without published holidays were counted.' }),
});
const permitStep = z.object({
  step: z.enum(PERMIT_STEPS),
  name: bilingual,
  what: bilingual,
  opensOrder: z.boolean().meta({ description: 'A change order is opened from the record for it.' }),
});
const permitAnswer = z.object({
  answer: z.enum(PERMIT_ANSWERS),
  rule: z.string(),
  reasons: z.array(bilingual).max(10),
  routes: z
    .array(
      z.object({
        route: z.string(),
        name: bilingual,
        source: z.string(),
        steps: z.array(permitStep).max(PERMIT_STEPS.length),
      }),
    )
    .max(10),
  dates: z.object({
    decisionBy: movingDate.optional(),
    endsOn: isoDate().optional(),
    renewFrom: movingDate.optional(),
  }),
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
      id: 'checkPermit',
      tag: 'Before an order',
      method: 'post',
      effect: 'READS',
      path: '/v1/permit-check',
      permission: 'need-check.ask',
      summary: 'Is a culture permit needed?',
      description:
        'Whether the website needs the Internet Culture Business Permit, who may have it, the ways to it with their steps in order, and its dates (R-PRE-3 … R-PRE-5).',
      body: permitQuestionSchema,
      example: { culture: 'GAMES', income: 'ADVERTISING', province: 'GD' },
      answers: { 200: { description: 'The answer, with the rule it follows from.', schema: permitAnswer } },
      handle: async ({ body }) => {
        const { calendar } = await api.rules();
        return ok({ ...checkPermit(body), dates: permitDates(body, calendar) });
      },
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
