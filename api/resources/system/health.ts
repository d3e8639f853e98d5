/** For monitoring: liveness, readiness and metrics of the process. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Api } from '../../dependencies.ts';
import type { Metrics } from '../../http/metrics.ts';
import { oneAtATime } from '../../http/one-at-a-time.ts';
import { answer, ok, publicRoute, type Route } from '../../http/route.ts';

const healthSchema = z.object({ status: z.enum(['ok', 'unavailable']) });
const partSchema = z.enum(['ok', 'unavailable']);
const readySchema = z.object({
  status: partSchema,
  postgres: partSchema,
  temporal: partSchema,
  listening: partSchema.meta({
    description: 'Whether steps are heard of as they are written; else outcomes come late.',
  }),
});

export function healthRoutes(api: Api, metrics: Metrics): Route[] {
  const askParts = oneAtATime(() =>
    Promise.all([
      stateOf(sql`select 1`.execute(api.database)),
      stateOf(
        api.temporal.withDeadline(Date.now() + api.limits.temporalTimeoutMs, () =>
          api.temporal.workflowService.getSystemInfo({}),
        ),
      ),
    ]),
  );
  return [
    publicRoute({
      id: 'alive',
      tag: 'Operations',
      method: 'get',
      path: '/healthz',
      summary: 'The process is alive',
      answers: { 200: { description: 'It answers.', schema: healthSchema } },
      handle: async () => ok({ status: 'ok' }),
    }),
    publicRoute({
      id: 'ready',
      tag: 'Operations',
      method: 'get',
      path: '/readyz',
      summary: 'Postgres and Temporal can be reached, and steps are heard of',
      answers: {
        200: { description: 'Ready.', schema: readySchema },
        503: { description: 'Not ready.', schema: readySchema },
      },
      handle: async () => {
        const [postgres, temporal] = await askParts();
        const listening = api.actionWaiter.isListening() ? 'ok' : 'unavailable';
        const parts = { postgres, temporal, listening };
        const isReady = Object.values(parts).every((part) => part === 'ok');
        return answer(isReady ? 200 : 503, { status: isReady ? 'ok' : 'unavailable', ...parts });
      },
    }),
    publicRoute({
      id: 'metrics',
      tag: 'Operations',
      method: 'get',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      answers: { 200: { description: 'Text format.', contentType: 'text/plain' } },
      handle: async () => ok(Buffer.from(await metrics.text()), { 'Content-Type': metrics.contentType }),
    }),
  ];
}

const stateOf = (check: Promise<unknown>): Promise<z.infer<typeof partSchema>> =>
  check.then(
    () => 'ok' as const,
    () => 'unavailable' as const,
  );
