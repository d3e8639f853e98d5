/** What a deed has to say goes with the browser to the next page, which says it once. It is a text of ours, never what somebody typed. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Text } from '../texts/texts.ts';
import { cookieOf, type Cookies } from './cookies.ts';

const NAME = 'beian-notice';
const KEPT_MS = 60_000;
const textSchema = z.strictObject({ zh: z.string().max(500), en: z.string().max(500) });

export const noticeOf = (cookies: Cookies, res: Response, notice: Text): void =>
  cookies.keep(res, NAME, JSON.stringify(notice), KEPT_MS);

export function takeNotice(cookies: Cookies, req: Request, res: Response): Text | undefined {
  const kept = cookieOf(req, NAME);
  if (kept === undefined) return undefined;
  cookies.forget(res, NAME);
  try {
    return textSchema.parse(JSON.parse(kept));
  } catch {
    return undefined; // somebody wrote it by hand
  }
}
