/** What the middleware found out about a request. */
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
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

/** Who a request is counted for: an account, a member of staff, or else an address. */
export function callerKey(req: Request): string {
  const caller = callerOfRequest(req);
  if (caller === undefined) return ipKeyGenerator(req.ip ?? '');
  return caller.role === 'applicant' ? `account:${caller.accountId ?? ''}` : `staff:${caller.id}`;
}

/** Requests whose client waits for a word before it sends the body. */
const waitingClients = new WeakSet<IncomingMessage>();
export const awaitsContinue = (req: IncomingMessage): void => void waitingClients.add(req);

/** Lets a client that waits send the body. */
export function mayContinue(req: Request, res: Response): void {
  if (waitingClients.delete(req)) res.writeContinue();
}
