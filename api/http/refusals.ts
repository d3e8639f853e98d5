/** Turns a use case's refusal into a problem document, with its status and headers. No other file does this. */
import { present } from '../../domain/present.ts';
import type { Refusal } from '../../usecases/refusal.ts';
import { errorOf, Problem, statusOf } from './problems.ts';

export function problemOfRefusal(refusal: Refusal): Problem {
  const { code, message, details } = refusal;
  const { findings, retryAfter, version, ...told } = details;
  const headers = {
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
    ...(version === undefined ? {} : { ETag: `"${version}"` }),
  };
  return new Problem(statusOf(code), code, message, {
    ...present({ ...told, errors: findings?.map(errorOf) }),
    headers,
    cause: refusal,
  });
}
