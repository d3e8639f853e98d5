/** What the middleware found out about a request. */
import type { Request } from 'express';
import type { Caller } from '../../usecases/access/caller.ts';

const callers = new WeakMap<Request, Caller>();
export const setCaller = (req: Request, caller: Caller): void => void callers.set(req, caller);
export const callerOfRequest = (req: Request): Caller | undefined => callers.get(req);

/** The operation's path template, for logs and metrics: it holds no values. */
const paths = new WeakMap<Request, string>();
export const setPath = (req: Request, path: string): void => void paths.set(req, path);
export const pathOfRequest = (req: Request): string => paths.get(req) ?? 'unknown';

/** The id a request was logged under; quoted in problems. */
export const requestIdOf = (req: { id?: unknown }): string | undefined =>
  typeof req.id === 'string' ? req.id : undefined;
