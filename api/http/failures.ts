/** Turns any error thrown below a route into a problem document, and logs the errors that we must fix. */
import type { ErrorRequestHandler, RequestHandler } from 'express';
import multer from 'multer';
import type { Logger } from 'pino';
import { AskPersonError, PermanentError, RetryableError } from '../../adapters/delivery-faults.ts';
import { NoPolicyError } from '../../domain/policy/policy.ts';
import { DATE_CODE, DateOutOfRange, FIRST_YEAR, LAST_YEAR } from '../../domain/time/date-range.ts';
import { CursorError } from '../../store/postgres/cursor.ts';
import { facets } from '../../store/postgres/unavailable.ts';
import { loggedError } from '../../usecases/logged-error.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { isUnavailable } from '../../usecases/processes/unreachable.ts';
import { BAD_ESCAPE } from './ordinary.ts';
import { Problem, problem, PROBLEM_TYPE } from './problems.ts';
import { problemOfRefusal } from './refusals.ts';
import { pathOfRequest, requestIdOf } from './request-context.ts';

export const notFound: RequestHandler = () => {
  throw problem('NOT_FOUND', { detail: 'The OpenAPI document at /openapi.json lists every address.' });
};

export function failures(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const found = problemOf(error);
    const requestId = requestIdOf(req);
    if (found.status >= 500)
      log.error({ ...loggedError(error), code: found.code, path: pathOfRequest(req), requestId }, 'request failed');
    res
      .status(found.status)
      .set({ 'Cache-Control': 'no-store', ...found.details.headers })
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(found.toJSON(requestId)));
  };
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return problemOfRefusal(error);
  if (error instanceof CursorError) {
    return problem('INVALID', { errors: [{ path: 'query.cursor', code: 'CURSOR', message: error.message }] });
  }
  if (error instanceof multer.MulterError) return ofUpload(error);
  if (isUnavailable(error)) return problem('UNAVAILABLE', { headers: { 'Retry-After': '5' }, cause: error });
  if (error instanceof RetryableError)
    return problem('PARTY_UNAVAILABLE', { headers: { 'Retry-After': '10' }, cause: error });
  if (error instanceof AskPersonError || error instanceof PermanentError) {
    const detail = 'An outside party refused the request; the operators can see why in the log.';
    return problem('PARTY_UNAVAILABLE', { detail, cause: error });
  }
  if (error instanceof NoPolicyError)
    return problem('NOT_COVERED', { title: NO_RULES, detail: error.message, cause: error });
  if (error instanceof DateOutOfRange) {
    const message = `The answer would lie outside the years ${FIRST_YEAR} to ${LAST_YEAR}. Ask about other days.`;
    return problem('INVALID', { errors: [{ path: '', code: DATE_CODE, message }], cause: error });
  }
  if (UNSTORABLE.has(facets(error).code ?? '')) return problem('INVALID', { detail: NO_SUCH_CHARACTERS, cause: error });
  return ofRequest(error) ?? problem('INTERNAL', { cause: error });
}

const BAD_COMPRESSION = 'The body is not compressed in the way that Content-Encoding says.';
const NO_RULES = 'There are no rules for this day. Ask about a later one.';

function ofUpload({ code }: multer.MulterError): Problem {
  return problem('FILE_REFUSED', {
    errors: [{ path: 'file', code, message: 'Send one file in the form field "file" and nothing else.' }],
  });
}

/** What Postgres cannot hold: U+0000 in texts and JSON, numbers and dates beyond its columns. Schemas refuse most of it before. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22003', '22008', '22021', '22P05']);
const NO_SUCH_CHARACTERS =
  'A value cannot be stored: a text with characters such as U+0000, or a number that is too large. Correct it.';

/** The errors that Express and its body readers throw about a request; those of other libraries are ours. */
function ofRequest(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (error instanceof URIError) return problem('BAD_REQUEST', { detail: BAD_ESCAPE });
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && code.startsWith('Z_')) return problem('BAD_REQUEST', { detail: BAD_COMPRESSION });
  switch ('type' in error ? error.type : undefined) {
    case 'entity.too.large':
      return problem('TOO_LARGE');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return problem('UNSUPPORTED_TYPE');
    default:
      return 'expose' in error && error.expose === true && error.status < 500 ? problem('BAD_REQUEST') : undefined;
  }
}
