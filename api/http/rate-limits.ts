/**
 * Limits how often each account or member of staff may call. For callers who cannot prove who they are, only failures are
 * counted, by address and after the proof has failed: forged requests never hold up a genuine one, not even from the same
 * address.
 */
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore } from 'express-rate-limit';
import { present } from '../../domain/present.ts';
import { perMinute as limited, type Key } from '../../runtime/rate-limit.ts';
import type { Api } from '../dependencies.ts';
import { problemOf } from './failures.ts';
import { problem } from './problems.ts';
import { callerKey, callerOfRequest, pathOfRequest } from './request-context.ts';

export interface Limiters {
  /** Takes the operation's cost out of the caller's allowance of the minute. */
  requests: (cost?: number) => RequestHandler;
  writes: RequestHandler;
  /** Runs the proof of who is calling, and counts a failure with one of these statuses. */
  provenBy: (proof: RequestHandler, failing?: readonly number[]) => RequestHandler;
}

export function limiters({ limits }: Pick<Api, 'limits'>): Limiters {
  const failures = perMinute(() => limits.failuresPerMinute, byAddress);
  return {
    requests: weighed((req) => (isSystem(req) ? limits.systemRequestsPerMinute : limits.requestsPerMinute), byCaller),
    writes: perMinute((req) => (isSystem(req) ? limits.systemWritesPerMinute : limits.writesPerMinute), byCaller),
    provenBy:
      (proof, failing = [401]) =>
      async (req, res, next) => {
        try {
          await proof(req, res, next);
        } catch (error) {
          if (!failing.includes(problemOf(error).status)) throw error;
          await failures(req, res, (tooMany?: unknown) => next(tooMany ?? error));
        }
      },
  };
}

/** The provider's own systems speak for all of its customers. */
const isSystem = (req: Request): boolean => callerOfRequest(req)?.role === 'system';

const byCaller: Key = (req) => callerKey(req);

/** Callbacks are counted by party, and all tokens together: a caller who guesses one may guess another. */
const byAddress: Key = (req) => {
  const path = pathOfRequest(req);
  return `${ipKeyGenerator(req.ip ?? '')} ${path.startsWith('/v1/webhooks/') ? path : 'tokens'}`;
};

/** The library counts one for each request; what an operation costs beyond that is counted before. */
function weighed(limit: (req: Request) => number, key: Key): (cost?: number) => RequestHandler {
  const store = new MemoryStore();
  const count = perMinute(limit, key, store);
  return (cost = 1) =>
    async (req, res, next) => {
      const name = await key(req, res);
      for (let paid = 1; paid < cost; paid += 1) await store.increment(name);
      await count(req, res, next);
    };
}

const perMinute = (limit: (req: Request) => number, key: Key, store?: MemoryStore): RequestHandler =>
  limited({
    limit,
    key,
    ...present({ store }),
    refuse: (seconds) => problem('TOO_MANY', { headers: { 'Retry-After': String(seconds) } }),
  });
