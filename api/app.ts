/** Builds the API: every middleware and route, in the order in which a request meets them; and beside it what monitoring asks. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { withDefaults, type ApiDependencies } from './dependencies.ts';
import { docsPage } from './http/docs-page.ts';
import { failures, notFound } from './http/failures.ts';
import { createMetrics } from './http/metrics.ts';
import { openApiDocument } from './http/openapi.ts';
import { requestLog } from './http/request-log.ts';
import { readQuery } from './http/ordinary.ts';
import { operations } from './http/requests.ts';
import { closeUnreadBodies } from './http/unread-bodies.ts';
import { createOperationsApp } from './operations-app.ts';
import { allRoutes } from './resources/index.ts';

export interface Apps {
  app: Express;
  /** For a listener that the public does not reach. */
  operations: Express;
}

/**
 * @example
 * const { app, operations } = createApps({ database, vault, temporal, taskQueue: 'filings', actionWaiter, rules, …parties, tokens, … });
 * app.listen(8080);
 * operations.listen(9466, '127.0.0.1');
 */
export function createApps(deps: ApiDependencies): Apps {
  const api = withDefaults(deps);
  const metrics = createMetrics(api.database, api.differences);
  const routes = allRoutes(api, metrics);

  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', readQuery);
  app.set('etag', false); // an operation whose answer can be asked about again sets and documents its own
  app.set('trust proxy', api.trustedProxies ?? 0);
  app.use(closeUnreadBodies);
  app.use(requestLog(api.log));
  app.use(metrics.observe);
  app.use(headers);
  app.use(docsPage(openApiDocument(routes, api.publicUrl)));
  app.use(operations(api, routes));
  if (deps.pages !== undefined) app.use(deps.pages);
  app.use(notFound);
  app.use(failures(api.log));
  return { app, operations: createOperationsApp(api, metrics) };
}

/** A page loads everything from this host, and no page contains inline script. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
});
