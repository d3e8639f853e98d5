/** How often a visitor may ask and do something. */
import type { RequestHandler } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { perMinute as limited, type Key } from '../../runtime/rate-limit.ts';
import type { ConsoleLimits } from '../limits.ts';
import { ConsoleFailure } from './failures.tsx';
import { visitorKey } from './request-context.ts';

export interface Limiters {
  readonly requests: RequestHandler;
  readonly deeds: RequestHandler;
  readonly signIns: RequestHandler;
  /** Counts tokens of a sign-out that were not taken, after that: a forged one never holds up a genuine one. */
  readonly refusedSignOuts: RequestHandler;
}

export function limiters(
  limits: Pick<ConsoleLimits, 'requestsPerMinute' | 'deedsPerMinute' | 'signInsPerMinute' | 'refusedSignOutsPerMinute'>,
): Limiters {
  return {
    requests: perMinute(limits.requestsPerMinute, visitorKey),
    deeds: perMinute(limits.deedsPerMinute, visitorKey),
    signIns: perMinute(limits.signInsPerMinute, byAddress),
    refusedSignOuts: perMinute(limits.refusedSignOutsPerMinute, byAddress),
  };
}

const perMinute = (limit: number, key: Key): RequestHandler =>
  limited({ limit, key, refuse: () => new ConsoleFailure('TOO_MANY') });

const byAddress: Key = (req) => ipKeyGenerator(req.ip ?? '');
