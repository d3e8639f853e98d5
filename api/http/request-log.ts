/** One line for each request: which operation, who by role, how it ended. No bodies, query strings, names or addresses. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
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
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: (req, res, value: Timed) => line(req, res, value),
    customErrorObject: (req, res, _error, value: Timed) => line(req, res, value),
  });
}

interface Timed {
  responseTime?: number;
}

/** Not `customProps`: pino-http writes those twice into a line, and some readers of JSON refuse a key that stands twice. */
const line = (req: Request, { statusCode: status }: Response, { responseTime: ms }: Timed) => ({
  method: req.method,
  path: pathOfRequest(req),
  role: callerOfRequest(req)?.role,
  requestId: requestIdOf(req),
  status,
  ms,
});
