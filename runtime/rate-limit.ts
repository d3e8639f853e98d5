/**
 * Limits how often somebody may call in a minute. Each process keeps its own counts, so with several processes the limits add up; set exact
 * limits at the edge.
 */
import type { Request, RequestHandler } from 'express';
import { rateLimit, type MemoryStore, type Options } from 'express-rate-limit';
import { present } from '../domain/present.ts';

const MINUTE_MS = 60_000;

export type Key = NonNullable<Options['keyGenerator']>;

export interface RateLimit {
  readonly limit: number | ((req: Request) => number);
  /** Whom a request is counted for. */
  readonly key: Key;
  /** The error for whom is over the limit, and may try again after so many seconds. */
  readonly refuse: (seconds: number) => Error;
  readonly store?: MemoryStore;
}

/** @example app.use(perMinute({ limit: 60, key: byAddress, refuse: () => new TooMany() })); */
export const perMinute = ({ limit, key, refuse, store }: RateLimit): RequestHandler =>
  rateLimit({
    ...present({ store }),
    windowMs: MINUTE_MS,
    limit,
    keyGenerator: key,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_req, res, next) => next(refuse(Number(res.getHeader('Retry-After') ?? 60))),
  });
