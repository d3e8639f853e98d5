/** Health and metrics of a worker process. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Registry } from 'prom-client';

export interface ProbeOptions {
  /** Whether the worker takes tasks. */
  isRunning: () => boolean;
  registry: Registry;
  /** Where the Temporal SDK answers its own metrics. */
  sdkMetricsUrl: string;
}

/** `GET /healthz` and `GET /metrics`, the latter with the metrics of the Temporal SDK. */
export function createProbe({ isRunning, registry, sdkMetricsUrl }: ProbeOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.get('/healthz', (_request, response) => {
    const running = isRunning();
    response.status(running ? 200 : 503).json({ status: running ? 'ok' : 'not taking tasks' });
  });
  app.get('/metrics', async (_request, response) => {
    const [own, sdk] = await Promise.all([registry.metrics(), textOf(sdkMetricsUrl)]);
    response.type(registry.contentType).send(`${own}${sdk}`);
  });
  return app;
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  return response.text();
}
