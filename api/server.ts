/** The HTTP server of the API: how many connections it holds, and how long it waits for slow ones. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { awaitsContinue } from './http/request-context.ts';
import type { Limits } from './limits.ts';

/**
 * Headers must come in `headersMs`. Bodies have time-outs of their own (`http/receiving.ts`), which are shorter than the time
 * for the whole request here. A client that sends `Expect: 100-continue` sends its body only when the request was admitted.
 *
 * @example
 * createApiServer(createApps(deps).app, limits).listen(8080);
 */
export function createApiServer(
  app: RequestListener,
  { headersMs, uploadMs, connections }: Pick<Limits, 'headersMs' | 'uploadMs' | 'connections'>,
): Server {
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: uploadMs + headersMs + 10_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16 * 1024,
    },
    app,
  );
  server.maxConnections = connections;
  server.on('checkContinue', (req, res) => {
    awaitsContinue(req);
    app(req, res);
  });
  return server;
}
