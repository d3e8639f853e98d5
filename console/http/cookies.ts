/** The cookies of the console: who is signed in, the language, and what the deed before has to say. */
import type { CookieOptions, Request, Response } from 'express';

/** Read from the header, because nothing else of a cookie is needed. A cookie that cannot be read is as good as none. */
export function cookieOf(req: Request, name: string): string | undefined {
  for (const part of (req.get('Cookie') ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals === -1 || part.slice(0, equals).trim() !== name) continue;
    try {
      return decodeURIComponent(part.slice(equals + 1).trim());
    } catch {
      return undefined;
    }
  }
  return undefined;
}

export interface Cookies {
  session: (req: Request) => string | undefined;
  /** The browser forgets the token when it is closed. */
  keepSession: (res: Response, token: string) => void;
  endSession: (res: Response) => void;
  /** A cookie for this long only, in milliseconds. */
  keep: (res: Response, name: string, value: string, maxAge: number) => void;
  forget: (res: Response, name: string) => void;
}

/** @param consoleUrl over HTTPS, cookies belong to this host alone (`__Host-`) and never go in clear */
export function cookiesOf(consoleUrl: string): Cookies {
  const secure = consoleUrl.startsWith('https:');
  const name = secure ? '__Host-beian-session' : 'beian-session';
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    session: (req) => cookieOf(req, name),
    keepSession: (res, token) => void res.cookie(name, token, options),
    endSession: (res) => void res.clearCookie(name, options),
    keep: (res, which, value, maxAge) => void res.cookie(which, value, { ...options, maxAge }),
    forget: (res, which) => void res.clearCookie(which, options),
  };
}
