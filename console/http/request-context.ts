/** What the console found out about a request, for limits and the log. */
import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Session } from '../sessions/sessions.ts';

const sessions = new WeakMap<Request, Session>();
export const setSession = (req: Request, session: Session): void => void sessions.set(req, session);
export const sessionOf = (req: Request): Session | undefined => sessions.get(req);

/** The id under which a request was logged. */
export const requestIdOf = (req: { id?: unknown }): string | undefined =>
  typeof req.id === 'string' ? req.id : undefined;

/** Whom a request is counted for: an account, a member of staff, or else an address. */
export function visitorKey(req: Request): string {
  const caller = sessionOf(req)?.caller;
  if (caller === undefined) return ipKeyGenerator(req.ip ?? '');
  return caller.role === 'applicant' ? `account:${caller.accountId ?? ''}` : `staff:${caller.id}`;
}
