/** One line for each request: which operation, who by role, how it ended. No bodies, query strings, names or addresses. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Logger } from 'pino';
import { callerOfRequest, pathOfRequest, requestIdOf } from './request-context.ts';

export const REQUEST_ID_HEADER = 'X-Request-Id';

export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp<Parameters<RequestHandler>[0], Parameters<RequestHandler>[1]>({
    logger,
    genReqId: (req, res) => {
      const given = req.get(REQUEST_ID_HEADER);
      const id = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
      res.setHeader(REQUEST_ID_HEADER, id);
      return id;
    },
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customProps: (req) => ({
      method: req.method,
      path: pathOfRequest(req),
      role: callerOfRequest(req)?.role,
    }),
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: (req, res, value: { responseTime?: number }) => line(requestIdOf(req), res.statusCode, value),
    customErrorObject: (req, res, _error, value: { responseTime?: number }) =>
      line(requestIdOf(req), res.statusCode, value),
  });
}

const line = (requestId: string | undefined, status: number, { responseTime }: { responseTime?: number }) => ({
  requestId,
  status,
  ms: responseTime,
});
