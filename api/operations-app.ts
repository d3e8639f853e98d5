/**
 * For monitoring, on a listener of its own: readiness and metrics say how much there is to do, and what cannot be reached. Customers
 * and strangers have no use for that, so the public listener does not answer it.
 */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { sql } from 'kysely';
import type { Api } from './dependencies.ts';
import { failures, notFound } from './http/failures.ts';
import type { Metrics } from './http/metrics.ts';
import { oneAtATime } from './http/one-at-a-time.ts';

type PartState = 'ok' | 'unavailable';

/** `GET /healthz`, `GET /readyz` and `GET /metrics`. */
export function createOperationsApp(api: Api, metrics: Metrics): Express {
  const ask = oneAtATime(() => partsOf(api));
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/readyz', async (_req, res) => {
    const parts = await ask();
    const isReady = Object.values(parts).every((part) => part === 'ok');
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'unavailable', ...parts });
  });
  app.get('/metrics', async (_req, res) => {
    res.set('Content-Type', metrics.contentType).send(await metrics.text());
  });
  app.use(notFound);
  app.use(failures(api.log));
  return app;
}

/** `listening`: whether steps are heard of as they are written; else outcomes come late. */
async function partsOf(api: Api): Promise<Record<'postgres' | 'temporal' | 'listening', PartState>> {
  const deadline = Date.now() + api.limits.temporalTimeoutMs;
  const [postgres, temporal] = await Promise.all([
    stateOf(sql`select 1`.execute(api.database)),
    stateOf(api.temporal.withDeadline(deadline, () => api.temporal.workflowService.getSystemInfo({}))),
  ]);
  return { postgres, temporal, listening: api.actionWaiter.isListening() ? 'ok' : 'unavailable' };
}

const stateOf = (check: Promise<unknown>): Promise<PartState> =>
  check.then(
    () => 'ok',
    () => 'unavailable',
  );
