/**
 * An application whose every answer is kept until the test is over, and is then compared with the OpenAPI document that the same
 * application serves (`watched-answers.ts`).
 */
import type { RequestListener, ServerResponse } from 'node:http';
import { createApps } from '../../../api/app.ts';
import type { ApiDependencies } from '../../../api/dependencies.ts';
import { isJson, mediaTypeOf } from './documented-answers.ts';
import { keepAnswer } from './watched-answers.ts';

export interface WatchedApps {
  app: RequestListener;
  /** What monitoring asks; it serves no document. */
  operations: RequestListener;
}

/** As `createApps`. */
export function createWatchedApps(deps: ApiDependencies): WatchedApps {
  const { app, operations } = createApps(deps);
  return { app: watched(app), operations };
}

/** The API alone. */
export const createWatchedApp = (deps: ApiDependencies): RequestListener => createWatchedApps(deps).app;

function watched(app: RequestListener): RequestListener {
  return (req, res) => {
    const { method = 'GET', url = '/' } = req;
    const parts = partsOf(res);
    res.once('finish', () => {
      const headers = res.getHeaders();
      const isKept = isJson(mediaTypeOf(headers) ?? '') || mediaTypeOf(headers) === undefined;
      const body = isKept ? Buffer.concat(parts).toString('utf8') : undefined;
      keepAnswer(app, { method, url, status: res.statusCode, headers, body });
    });
    app(req, res);
  };
}

/** What is written to a response, as it is written. */
function partsOf(res: ServerResponse): Buffer[] {
  const parts: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (mediaTypeOf(res.getHeaders()) === 'text/event-stream') return;
    if (typeof chunk === 'string') parts.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) parts.push(Buffer.from(chunk));
  };
  const write = res.write.bind(res);
  const end = res.end.bind(res);
  Object.assign(res, {
    write: (...args: Parameters<typeof write>) => {
      keep(args[0]);
      return write(...args);
    },
    end: (...args: Parameters<typeof end>) => {
      keep(args[0]);
      return end(...args);
    },
  });
  return parts;
}
