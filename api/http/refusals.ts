/** The one place where what a use case refuses becomes a problem document: its status, and headers for what it knows. */
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
