/** The button that moves a filing's clock. Exists in sandbox mode only (design §5). */
import { z } from 'zod';
import { WorkflowNotFoundError } from '@temporalio/client';
import { formatInstant, parseInstant } from '../../../domain/time/instant.ts';
import { setClockSkew } from '../../../store/postgres/clock-skew.ts';
import { filingTime, readOrder, type Order } from '../../../store/orders/orders.ts';
import { dutiesWorkflowId } from '../../../workflows/messages/duties.ts';
import type { Api, Sandbox } from '../../dependencies.ts';
import { orderSummarySchema, summaryView } from '../../views/order-summary-view.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { ok, route, type Route } from '../../http/route.ts';

const YEAR_MS = 366 * 24 * 3_600_000;

const moveSchema = z
  .union([
    z.strictObject({ advanceTo: z.iso.datetime({ offset: true }) }),
    z.strictObject({
      advanceBy: z
        .int()
        .min(1)
        .max(2 * YEAR_MS)
        .meta({ description: 'Milliseconds.' }),
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
        const ms = distance(api, order, body);
        if (ms > 0) await move(api, sandbox, order, ms);
        const moved = (await readOrder(api.database, api.vault, order.id)) ?? order;
        const now = filingTime(moved, api.now());
        return ok({ now: formatInstant(now), order: summaryView(moved, caller, now) });
      },
    }),
  ];
}

function distance({ now }: Api, order: Order, body: z.output<typeof moveSchema>): number {
  if ('advanceBy' in body) return body.advanceBy;
  const ms = parseInstant(body.advanceTo) - filingTime(order, now());
  if (ms <= 2 * YEAR_MS) return ms;
  const message = `A clock is moved by two years at most; it is ${formatInstant(filingTime(order, now()))} now.`;
  throw problem('INVALID', { errors: [{ path: 'advanceTo', code: 'TOO_FAR', message }] });
}

/** The filing's workflow and the workflow of its duties each have a clock; both move by the same time. */
async function move(api: Api, sandbox: Sandbox, order: Order, ms: number): Promise<void> {
  const running = await runningOf(api, [order.id, dutiesWorkflowId(order.id)]);
  if (running.length === 0) throw refusal('CLOSED', { detail: 'Nothing of this order runs any more.' });
  let gained = 0;
  for (const workflowId of running) gained = (await forward(api, sandbox, workflowId, ms)) ?? gained;
  await setClockSkew(api.database, order.id, order.clockSkewMs + gained);
}

/** Undefined when the workflow has ended meanwhile. */
async function forward(api: Api, sandbox: Sandbox, workflowId: string, ms: number): Promise<number | undefined> {
  try {
    return await sandbox.fastForward(workflowId, ms);
  } catch (error) {
    if ((await runningOf(api, [workflowId])).length > 0) throw error;
    return undefined;
  }
}

async function runningOf({ temporal, limits }: Api, workflowIds: readonly string[]): Promise<string[]> {
  const running: string[] = [];
  for (const workflowId of workflowIds) {
    try {
      const { status } = await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
        temporal.workflow.getHandle(workflowId).describe(),
      );
      if (status.name === 'RUNNING') running.push(workflowId);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  return running;
}
