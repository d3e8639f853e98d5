/** Ends the session at this browser. */
import { Router, urlencoded } from 'express';
import { ENDED_PATH } from './provider-sign-in.tsx';
import { ConsoleFailure } from '../http/failures.tsx';
import type { RouterParts } from '../http/router.ts';

export function signOut({ console, cookies }: Pick<RouterParts, 'console' | 'cookies'>): Router {
  const router = Router();
  router.post('/sign-out', urlencoded({ extended: false, limit: 10_000 }), async (req, res) => {
    const token = cookies.session(req);
    const session = token === undefined ? undefined : await console.sessions.find(token);
    if (token !== undefined && session !== undefined) {
      if (csrfIn(req.body) !== session.csrf) throw new ConsoleFailure('OUTDATED');
      await console.sessions.end(token);
    }
    cookies.endSession(res);
    res.redirect(303, console.provider === undefined ? '/sign-in' : ENDED_PATH);
  });
  return router;
}

const csrfIn = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'csrf' in body ? body.csrf : undefined;
