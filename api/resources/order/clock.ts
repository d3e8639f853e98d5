/** The button that moves a filing's clock. Exists in sandbox mode only (design §5). */
import { z } from 'zod';
import { formatInstant, parseInstant } from '../../../domain/time/instant.ts';
import { isoInstant } from '../../../domain/time/iso-date.ts';
import { filingTime } from '../../../store/orders/orders.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { FARTHEST_MS, moveClock } from '../../../usecases/order/move-clock.ts';
import type { Api, Sandbox } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { orderSummarySchema, summaryView } from '../../../usecases/shown/order-summary-view.ts';

const moveSchema = z
  .union([
    z.strictObject({ advanceTo: isoInstant() }),
    z.strictObject({
      advanceBy: z.int().min(1).max(FARTHEST_MS).meta({ description: 'Milliseconds.' }),
    }),
  ])
  .meta({ id: 'MoveClock' });

export function clockRoutes(api: Api, sandbox: Sandbox): Route[] {
  return [
    route({
      id: 'moveClock',
      tag: 'Sandbox',
      method: 'post',
      path: '/v1/orders/{orderId}/clock',
      permission: 'clock.move',
      summary: "Move a filing's clock forward",
      description:
        'Everything due on the way happens at its own time and in order. Answers when that is done. A clock never goes back: an instant that has passed changes nothing.',
      params: orderPath,
      body: moveSchema,
      example: { advanceTo: '2026-02-14T18:00:00+08:00' },
      answers: {
        200: {
          description: 'The order as it stands then.',
          schema: z.object({ now: z.iso.datetime({ offset: true }), order: orderSummarySchema }),
        },
      },
      problems: [409],
      handle: async ({ params, body, caller }) => {
        const order = await findOrder(api, caller, 'clock.move', params.orderId);
        const by = 'advanceTo' in body ? { advanceTo: parseInstant(body.advanceTo) } : body;
        const moved = await moveClock({ ...api, fastForward: sandbox.fastForward }, order, by);
        const now = filingTime(moved, api.now());
        return ok({ now: formatInstant(now), order: summaryView(moved, caller, now) });
      },
    }),
  ];
}
