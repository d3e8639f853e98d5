/**
 * How the body of a request is received: only when the caller may send it, in a turn of its own when it is large, and in
 * bounded time. What was received is on disk (files) or in memory (everything else, which is small).
 */
import { rm } from 'node:fs/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { createTurns, type Turn, type Turns } from '../../usecases/turns.ts';
import type { Api } from '../dependencies.ts';
import { ordinary } from './ordinary.ts';
import { paceOf } from './pace.ts';
import { problem, type Problem } from './problems.ts';
import { rawBody, readJson } from './raw-body.ts';
import { callerKey, mayContinue } from './request-context.ts';
import type { Answer, BodyKind } from './route.ts';
import { MAX_UPLOAD_BYTES, tooLarge, tooLargeToImport } from './uploads.ts';

/** Receives the body of a request and does its work. `below`: how many bytes an image must stay below. */
export type Reception = (req: Request, res: Response, work: () => Promise<Answer>, below?: number) => Promise<Answer>;

/** Bodies up to this size are received without a turn: even thousands of them take little memory. */
const SMALL_BODY_BYTES = 16 * 1024;
/** What the boundaries and fields of a form may add to an image. */
const FORM_BYTES = 16 * 1024;

export function receptions(api: Api): Record<BodyKind, Reception> {
  const { limits } = api;
  const bodies = createTurns({ ...limits.bodies, advice: ADVICE });
  const raw = express.raw({ limit: limits.bodyBytes, type: () => true });

  const inMemory =
    (reader: RequestHandler): Reception =>
    async (req, res, work) => {
      await inTurnIfLarge(bodies, req, (turn) => reading(req, res, reader, limits.bodyMs, turn, limits.stalledMs));
      return work();
    };

  return {
    json: (req, res, work) => {
      expectJson(req);
      return inMemory(raw)(req, res, async () => {
        req.body = rawBody(req).length === 0 ? undefined : ordinary(readJson(req));
        return work();
      });
    },
    raw: inMemory(raw),
    file: inForm(api, {
      turns: createTurns({ ...limits.uploads, advice: ADVICE }),
      mostBytes: MAX_UPLOAD_BYTES,
      refusal: tooLarge,
    }),
    import: inForm(api, {
      turns: createTurns({ ...limits.imports, advice: IMPORT_ADVICE }),
      mostBytes: limits.importBytes,
      refusal: tooLargeToImport,
    }),
  };
}

interface FilesOf {
  turns: Turns;
  /** Larger files break off on the way. */
  mostBytes: number;
  refusal: (maxBytesExclusive: number) => Problem;
}

/** One file in the field `file` of a form. */
function inForm({ uploadFolder, limits }: Api, { turns, mostBytes, refusal }: FilesOf): Reception {
  const form = multer({
    storage: uploadFolder.storage,
    defParamCharset: 'utf8',
    limits: { files: 1, fileSize: mostBytes, fields: 5, fieldSize: 1000, parts: 6 },
  }).single('file');
  return (req, res, work, below = mostBytes) => {
    expectForm(req);
    if (Number(req.headers['content-length'] ?? 0) >= below + FORM_BYTES) throw refusal(below);
    return turns.run(callerKey(req), async (turn) => {
      try {
        await reading(req, res, form, limits.uploadMs, turn, limits.stalledMs).catch((failure: unknown) => {
          throw isTooLarge(failure) ? refusal(mostBytes) : asFormProblem(failure);
        });
        return await work();
      } finally {
        uploadFolder.abandon(req);
        if (req.file !== undefined) await rm(req.file.path, { force: true });
      }
    });
  };
}

const isTooLarge = (failure: unknown): boolean =>
  failure instanceof multer.MulterError && failure.code === 'LIMIT_FILE_SIZE';

const ADVICE = {
  owner: 'You are sending too much at once. Let your earlier requests end, then send this one again.',
  all: 'Too much is being received right now. Send the request again in a moment.',
};

const IMPORT_ADVICE = {
  owner: 'Your earlier file is still being imported. Send this one when it is done.',
  all: 'Another file is being imported. Send this one when it is done.',
};

const inTurnIfLarge = (turns: Turns, req: Request, work: (turn: Turn) => Promise<void>): Promise<void> =>
  isSmall(req) ? work({ signal: new AbortController().signal }) : turns.run(callerKey(req), work);

const isSmall = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= SMALL_BODY_BYTES;

/**
 * Reads a body. Fails when it stalls, takes too long, breaks off, or must give way to another; then the connection is closed
 * soon (`unread-bodies.ts`), and with it ends the reader.
 */
function reading(
  req: Request,
  res: Response,
  reader: RequestHandler,
  wholeMs: number,
  turn: Turn,
  stalledMs: number,
): Promise<void> {
  const pace = paceOf(() => req.socket.bytesRead);
  turn.dawdles = pace.dawdles;
  return new Promise((resolve, reject) => {
    const done = (failure?: unknown) => {
      clearInterval(watch);
      turn.dawdles = () => false;
      turn.signal.removeEventListener('abort', giveWay);
      req.off('close', brokenOff);
      if (failure === undefined) resolve();
      else reject(failure instanceof Error ? failure : new TypeError('a body could not be read'));
    };
    const giveWay = () => done(tooSlow('Others were waiting while nothing came.'));
    const brokenOff = () => {
      if (!req.complete) done(problem('BAD_REQUEST', { detail: 'The request broke off.' }));
    };
    const watch = setInterval(() => {
      if (pace.stalledFor() > stalledMs) done(tooSlow(`Nothing came for ${stalledMs / 1000} seconds.`));
      else if (pace.lasted() > wholeMs) done(tooSlow(`It was not complete after ${wholeMs / 1000} seconds.`));
    }, WATCH_MS);
    turn.signal.addEventListener('abort', giveWay, { once: true });
    req.once('close', brokenOff);
    mayContinue(req, res);
    reader(req, res, (failure?: unknown) => done(failure));
  });
}

const WATCH_MS = 500;
const tooSlow = (detail: string): Problem => problem('TOO_SLOW', { detail });

const isJson = (req: { headers: { 'content-type'?: string | undefined } }): boolean =>
  /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(req.headers['content-type'] ?? '');

function expectJson(req: Request): void {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !isJson(req)) throw problem('UNSUPPORTED_TYPE', { detail: 'Send application/json.' });
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(req.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw problem('UNSUPPORTED_TYPE', { detail: 'JSON is sent in UTF-8 (RFC 8259).' });
  }
}

function expectForm(req: Request): void {
  if (req.is('multipart/form-data') !== 'multipart/form-data') {
    throw problem('UNSUPPORTED_TYPE', { detail: 'Send the file as multipart/form-data in the field "file".' });
  }
}

/** Errors about a form that is cut off or malformed carry no code; the sender must fix all of them. */
function asFormProblem(cause: unknown): Error {
  if (cause instanceof multer.MulterError || (cause instanceof Error && cause.name === 'Problem')) return cause;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && 'syscall' in cause) return cause;
  return problem('BAD_REQUEST', { detail: 'The form could not be read: check its boundary and its parts.', cause });
}
