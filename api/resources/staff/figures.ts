/** The report of a period: throughput, time in each state, pass rates, reasons for returns, delivery and face checks. */
import { z } from 'zod';
import { STAGES } from '../../../domain/lifecycle/stage.ts';
import { MESSAGE_CHANNELS } from '../../../domain/messages/notice.ts';
import { orderTypeSchema } from '../../../domain/order-types/order-type.ts';
import { provinceSchema } from '../../../domain/order/form.ts';
import { present } from '../../../domain/present.ts';
import { instant } from '../../../domain/time/instant.ts';
import { figuresOf, type Figures } from '../../../usecases/figures/figures.ts';
import { MOST_DAYS, periodFields, periodOf, type Period } from '../../../usecases/figures/period.ts';
import type { Api } from '../../dependencies.ts';
import { ok, route, type Route } from '../../http/route.ts';

const MOST = 10_000;
const count = z.int().min(0);
const businessDays = z.number().min(0);
const share = z.number().min(0).max(1).optional();

const figuresSchema = z
  .object({
    from: z.iso.date(),
    until: z.iso.date(),
    province: provinceSchema.optional(),
    type: orderTypeSchema.optional(),
    stageTimes: z
      .array(
        z.object({
          stage: z.enum(STAGES),
          stays: count.meta({ description: 'Stays that ended in the period.' }),
          median: businessDays.meta({ description: 'Business days; half of the stays were not longer.' }),
          ninetieth: businessDays.meta({ description: 'Business days; nine in ten were not longer.' }),
        }),
      )
      .max(STAGES.length),
    reviews: z
      .array(
        z.object({
          province: provinceSchema.optional(),
          type: orderTypeSchema.optional(),
          passed: count,
          returned: count,
          passRate: share.meta({ description: "Of the provider's review, from 0 to 1; absent where none ended." }),
          approved: count,
          rejected: count,
          approvalRate: share.meta({ description: "Of the bureau's review; absent where none ended." }),
        }),
      )
      .max(MOST),
    returnReasons: z
      .array(z.object({ code: z.string(), returns: count.meta({ description: 'Returns that name it.' }) }))
      .max(MOST)
      .meta({ description: 'The most frequent first; of the newest 2,000 returns of the period.' }),
    weeks: z
      .array(
        z.object({
          week: z.iso.date().meta({ description: 'Its Monday.' }),
          submitted: count,
          handedOver: count,
          completed: count,
          ended: count.meta({ description: 'Abandoned or expired.' }),
        }),
      )
      .max(MOST_DAYS),
    messages: z.array(z.object({ channel: z.enum(MESSAGE_CHANNELS), status: z.string(), messages: count })).max(MOST),
    faceChecks: z.array(z.object({ status: z.string(), checks: count })).max(MOST),
  })
  .meta({ id: 'Figures' });

export function figureRoutes(api: Api): Route[] {
  return [
    route({
      id: 'readFigures',
      tag: 'Figures',
      method: 'get',
      path: '/v1/figures',
      cost: 20,
      permission: 'figures.read',
      summary: 'Throughput, times, pass rates and reasons for returns of a period',
      description: `The last ninety days unless a period of up to ${MOST_DAYS} days is named; both days are included. With \`province\` or \`type\`, orders of these only. Messages and face checks are counted for all orders.`,
      query: z.strictObject(periodFields),
      answers: { 200: { description: 'The figures.', schema: figuresSchema } },
      handle: async ({ query }) => {
        const period = periodOf(query, instant(api.now()));
        return ok(figuresView(period, await figuresOf(api, period)));
      },
    }),
  ];
}

const rate = (part: number, rest: number): number | undefined =>
  part + rest === 0 ? undefined : Math.round((10_000 * part) / (part + rest)) / 10_000;

const figuresView = (
  { from, until, province, type }: Period,
  { times, reviews, reasons, weeks, messages, faceChecks }: Figures,
): z.infer<typeof figuresSchema> => ({
  from,
  until,
  ...present({ province, type }),
  stageTimes: times,
  reviews: reviews.map(({ province: where, type: what, passed, returned, approved, rejected }) => ({
    ...present({ province: where ?? undefined, type: what ?? undefined }),
    passed,
    returned,
    approved,
    rejected,
    ...present({ passRate: rate(passed, returned), approvalRate: rate(approved, rejected) }),
  })),
  returnReasons: reasons.map(({ code, orders }) => ({ code, returns: orders })),
  weeks,
  messages,
  faceChecks,
});
