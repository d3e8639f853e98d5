/**
 * How often somebody may ask: each account or member of staff, and each address without a token. Counts are kept by each
 * process; behind several processes the limits add up, so put the exact ones at the edge.
 */
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type Options } from 'express-rate-limit';
import type { Api } from './dependencies.ts';
import { problem } from './problems.ts';
import { callerOfRequest } from './request-context.ts';

const MINUTE = 60_000;

export interface Limiters {
  anonymous: RequestHandler;
  reads: RequestHandler;
  writes: RequestHandler;
}

export function limiters({ limits }: Pick<Api, 'limits'>): Limiters {
  return {
    anonymous: perMinute(limits.anonymousPerMinute, (req) => ipKeyGenerator(req.ip ?? ''), 'failures'),
    reads: perMinute(limits.requestsPerMinute, byCaller, 'requests'),
    writes: perMinute(limits.writesPerMinute, byCaller, 'requests'),
  };
}

const byCaller: NonNullable<Options['keyGenerator']> = (req) => {
  const caller = callerOfRequest(req);
  if (caller === undefined) return ipKeyGenerator(req.ip ?? '');
  return caller.role === 'applicant' ? `account:${caller.accountId ?? ''}` : `staff:${caller.id}`;
};

/** Signed callbacks come without a token and in bursts: of requests without one, only those that fail are counted. */
function perMinute(
  limit: number,
  keyGenerator: NonNullable<Options['keyGenerator']>,
  counted: 'requests' | 'failures',
): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit,
    keyGenerator,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: counted === 'failures',
    handler: (_req, res, next) => {
      const seconds = res.getHeader('Retry-After');
      next(problem('TOO_MANY', { headers: { 'Retry-After': String(seconds ?? 60) } }));
    },
  });
}
