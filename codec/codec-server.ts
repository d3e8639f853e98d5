/**
 * The server of Temporal's remote codec protocol. With it Temporal UI and the CLI show payloads to people who may read them, and
 * encrypt signals sent by hand, which it marks as such. It is stateless, and the keys never leave it.
 */
import type { PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { markByHand } from './origin.ts';

const { Payload: PayloadProto } = proto.temporal.api.common.v1;

export interface CodecServerOptions {
  codec: PayloadCodec;
  /** Origins of Temporal UI, e.g. `https://temporal.example.cn`. */
  uiOrigins: readonly string[];
  /** Whether a bearer token may read payloads. Absent in sandbox mode only; then anybody who reaches the port may read them. */
  authorize?: (token: string) => Promise<boolean>;
}

const base64 = z.base64();
const requestSchema = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).optional(), data: base64.optional() }))
    .max(10_000),
});

/** `POST /encode`, `POST /decode` (also below `/{namespace}`) and `GET /healthz`. */
export function createCodecServer({ codec, uiOrigins, authorize }: CodecServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use(allowOrigins(new Set(uiOrigins)));
  if (authorize !== undefined) app.use(requireBearer(authorize));
  app.use(express.json({ limit: '20mb', type: () => true }));
  app.post(
    ['/encode', '/:namespace/encode'],
    transform((payloads) => codec.encode(payloads.map(markByHand))),
  );
  app.post(
    ['/decode', '/:namespace/decode'],
    transform((payloads) => codec.decode(payloads)),
  );
  app.use(problem);
  return app;
}

/** Lets browsers call only from the UI's origins. A preflight carries no token and is answered at once. */
function allowOrigins(origins: ReadonlySet<string>): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('origin');
    response.vary('Origin');
    if (origin !== undefined && origins.has(origin)) {
      response.set({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST, GET, OPTIONS',
        'access-control-allow-headers': 'content-type, x-namespace, authorization',
        'access-control-allow-credentials': 'true',
        'access-control-max-age': '600',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }
    if (request.method === 'OPTIONS') response.sendStatus(204);
    else next();
  };
}

function requireBearer(authorize: (token: string) => Promise<boolean>): RequestHandler {
  return async (request, response, next) => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
    if (token !== undefined && (await authorize(token))) {
      next();
      return;
    }
    response.status(token === undefined ? 401 : 403).type('application/problem+json');
    response.set('www-authenticate', 'Bearer').json({
      title: token === undefined ? 'Sign in to read payloads.' : 'You may not read payloads.',
      status: response.statusCode,
    });
  };
}

function transform(work: PayloadCodec['encode']): RequestHandler {
  return async (request, response) => {
    const { payloads } = requestSchema.parse(request.body);
    const done = await work(payloads.map((payload) => PayloadProto.fromObject(payload)));
    response.json({
      payloads: done.map((payload) => PayloadProto.toObject(PayloadProto.fromObject(payload), { bytes: String })),
    });
  };
}

/** An error's answer; it never contains the content of a payload. */
const problem: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = error instanceof z.ZodError || (error instanceof Error && 'status' in error && error.status === 400);
  const status = known ? 400 : 500;
  const title = known
    ? 'Send {"payloads": [{"metadata": {…}, "data": "…"}]} with values in base64.'
    : error instanceof Error && error.name === 'UnknownCodecKeyError'
      ? error.message
      : 'The payloads could not be converted.';
  response.status(status).type('application/problem+json').json({ title, status });
};
