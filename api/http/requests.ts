/**
 * From an HTTP request to an operation and back: finds the caller, parses the request, recognises repeats, writes the
 * answer.
 */
import express, { Router, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { permit } from '../../usecases/access/caller.ts';
import type { Api } from '../dependencies.ts';
import { once } from './idempotency.ts';
import { parse, problem } from './problems.ts';
import { limiters } from './rate-limits.ts';
import { callerOfRequest, setCaller, setPath } from './request-context.ts';
import { isWrite, type Answer, type BodyKind, type Method, type Route } from './route.ts';
import { MAX_UPLOAD_BYTES } from './uploads.ts';

/** The Express router of all operations; a known path answers other methods with 405. */
export function operations(api: Api, routes: readonly Route[]): Router {
  const router = Router();
  const readers = bodyReaders(api);
  const limit = limiters(api);
  for (const route of routes) {
    const path = expressPath(route.path);
    router[route.method](
      path,
      named(route),
      ...(route.permission === undefined ? [] : [limit.provenBy(authenticate(api)), limit.reads]),
      ...(isWrite(route) && route.permission !== undefined ? [limit.writes] : []),
      ...(route.method === 'get' || route.method === 'delete' ? [] : readers[route.bodyKind]),
      route.permission === undefined ? limit.provenBy(perform(api, route), failing(route)) : perform(api, route),
    );
  }
  for (const [path, methods] of methodsByPath(routes)) {
    router.all(path, () => {
      throw problem('METHOD_NOT_ALLOWED_HERE', {
        headers: { Allow: methods.map((method) => method.toUpperCase()).join(', ') },
      });
    });
  }
  return router;
}

/**
 * Statuses that say a caller without a token has proved nothing: a bad signature, which covers the body and is therefore
 * checked where the body is read, or an address that nobody was given.
 */
const failing = ({ proof }: Route): readonly number[] => (proof === 'signature' ? [401] : [401, 404]);

function named({ path }: Route): RequestHandler {
  return (req, _res, next) => {
    setPath(req, path);
    next();
  };
}

function authenticate({ tokens }: Api): RequestHandler {
  return async (req, _res, next) => {
    const [scheme, token] = (req.get('Authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
      throw problem('UNAUTHENTICATED', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    setCaller(req, await tokens(token));
    next();
  };
}

function perform(api: Api, route: Route): RequestHandler {
  return async (req, res) => {
    const caller = callerOfRequest(req);
    if (caller !== undefined && route.permission !== undefined) permit(caller, route.permission);
    const params = parse(route.params, req.params, 'path');
    const query = parse(route.query, req.query, 'query');
    const work = async () => {
      const body: unknown = route.body === undefined ? undefined : parse(route.body, req.body ?? {});
      return route.handle({ params, query, body, req, caller });
    };
    const result = caller !== undefined && isWrite(route) ? await once(api, caller, req, work) : await work();
    await send(res, result);
  };
}

async function send(res: Response, { status, body, headers, stream }: Answer): Promise<void> {
  res.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (stream !== undefined) await stream(res);
  else if (body === undefined) res.end();
  else if (Buffer.isBuffer(body)) res.send(body);
  else res.json(body);
}

function bodyReaders({ limits }: Api): Record<BodyKind, RequestHandler[]> {
  const upload = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8',
    limits: { files: 1, fileSize: MAX_UPLOAD_BYTES, fields: 5, fieldSize: 1000, parts: 6 },
  });
  return {
    json: [expectJson, express.json({ limit: limits.bodyBytes, type: isJson })],
    raw: [express.raw({ limit: limits.bodyBytes, type: () => true })],
    file: [expectForm, readForm(upload.single('file'))],
  };
}

const isJson = (req: { headers: { 'content-type'?: string | undefined } }): boolean =>
  /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(req.headers['content-type'] ?? '');

const expectJson: RequestHandler = (req, _res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !isJson(req)) throw problem('UNSUPPORTED_TYPE', { detail: 'Send application/json.' });
  next();
};

/** Errors about a form that is cut off or malformed carry no code; the sender must fix all of them. */
function readForm(reader: RequestHandler): RequestHandler {
  return (req, res, next) =>
    reader(req, res, (cause?: unknown) => {
      if (cause === undefined || cause instanceof multer.MulterError) return next(cause);
      next(problem('BAD_REQUEST', { detail: 'The form could not be read: check its boundary and its parts.', cause }));
    });
}

const expectForm: RequestHandler = (req, _res, next) => {
  if (req.is('multipart/form-data') !== 'multipart/form-data') {
    throw problem('UNSUPPORTED_TYPE', { detail: 'Send the image as multipart/form-data in the field "file".' });
  }
  next();
};

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function methodsByPath(routes: readonly Route[]): Map<string, Method[]> {
  const methods = new Map<string, Method[]>();
  for (const { path, method } of routes) {
    methods.set(expressPath(path), [...(methods.get(expressPath(path)) ?? []), method]);
  }
  return methods;
}
