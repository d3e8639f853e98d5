/**
 * The server of Temporal's remote codec protocol. With it Temporal UI and the CLI show payloads to people who may read them, and
 * encrypt signals sent by hand, which it marks as such. The keys never leave it. Outside the sandbox it notes who looks before it
 * shows anything, and shows no more of people's data than the API shows to operators.
 */
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import type { Identity } from '../adapters/identity-provider/claims.ts';
import { TokenRefused } from '../adapters/identity-provider/token-refused.ts';
import type { TokenCheck } from '../adapters/identity-provider/tokens.ts';
import { maskedPayload } from './masked-payload.ts';
import { markByHand } from './origin.ts';

const { Payload: PayloadProto } = proto.temporal.api.common.v1;

export interface CodecServerOptions {
  codec: PayloadCodec;
  /** Origins of Temporal UI, e.g. `https://temporal.example.cn`. */
  uiOrigins: readonly string[];
  /** Who may read payloads. Absent in sandbox mode only; then anybody who reaches the port may read them. */
  readers?: Readers;
}

export interface Readers {
  check: TokenCheck;
  roles: readonly string[];
  /** Notes that somebody is about to see payloads; where it fails, nothing is shown. */
  note: (reader: Identity, payloads: readonly Payload[]) => Promise<void>;
  /** Hears why a token was refused, and why the identity provider's keys could not be had. */
  onRefused: (error: TokenRefused) => void;
  onUnavailable: (error: unknown) => void;
}

const base64 = z.base64();
const payloadsSchema = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).optional(), data: base64.optional() }))
    .max(10_000),
});
/** The temporal command line sends an empty object where a query or a signal has no input. */
const nothing = z.strictObject({}).transform(() => ({ payloads: [] }));
const requestSchema = z.union([nothing, payloadsSchema]);

/** `POST /encode`, `POST /decode` (also below `/{namespace}`) and `GET /healthz`. */
export function createCodecServer({ codec, uiOrigins, readers }: CodecServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use(allowOrigins(new Set(uiOrigins)));
  if (readers !== undefined) app.use(requireBearer(readers));
  app.use(express.json({ limit: '20mb', type: () => true }));
  app.post(
    ['/encode', '/:namespace/encode'],
    transform((payloads) => codec.encode(payloads.map(markByHand))),
  );
  app.post(
    ['/decode', '/:namespace/decode'],
    transform((payloads, reader) => shown(payloads, reader)),
  );
  app.use(problem);
  return app;

  async function shown(payloads: Payload[], reader: Identity | undefined): Promise<Payload[]> {
    const decoded = await codec.decode(payloads);
    if (readers === undefined || payloads.length === 0) return decoded;
    if (reader === undefined) throw new Error('nobody gets here without a token');
    await readers.note(reader, decoded).catch((cause: unknown) => {
      throw new NotNoted('the read could not be noted', { cause });
    });
    return decoded.map(maskedPayload);
  }
}

class NotNoted extends Error {
  override readonly name = 'NotNoted';
}

const readersOf = new WeakMap<Request, Identity>();

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

function requireBearer({ check, roles, onRefused, onUnavailable }: Readers): RequestHandler {
  return async (request, response, next) => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
    if (token === undefined) return refuse(response, 401, 'Sign in to read payloads.');
    try {
      const reader = await check(token);
      readersOf.set(request, reader);
      if (roles.includes(reader.role)) return next();
      refuse(response, 403, 'You may not read payloads.');
    } catch (error) {
      if (error instanceof TokenRefused) {
        onRefused(error);
        return refuse(response, 401, 'Sign in again: the token is not valid.', 'Bearer error="invalid_token"');
      }
      onUnavailable(error);
      response.set('retry-after', '5');
      refuse(response, 503, 'Who you are cannot be found out now. Try again in a moment.');
    }
  };
}

function refuse(response: Response, status: number, title: string, challenge = 'Bearer'): void {
  if (status === 401) response.set('www-authenticate', challenge);
  response.status(status).type('application/problem+json').json({ title, status });
}

function transform(work: (payloads: Payload[], reader: Identity | undefined) => Promise<Payload[]>): RequestHandler {
  return async (request, response) => {
    const { payloads } = requestSchema.parse(request.body);
    const done = await work(
      payloads.map((payload) => PayloadProto.fromObject(payload)),
      readersOf.get(request),
    );
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
  if (error instanceof NotNoted) {
    response.set('retry-after', '5');
    return refuse(response, 503, 'It could not be noted that you look, so nothing is shown. Try again in a moment.');
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
