/** Bodies of callbacks, read as bytes: signatures are over the bytes, and vendors send any content type. */
import type { Request } from 'express';
import { problem } from './problems.ts';

export const rawBody = ({ body }: Request): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

export function readJson(req: Request): unknown {
  try {
    return JSON.parse(rawBody(req).toString('utf8'));
  } catch (cause) {
    throw problem('BAD_JSON', { cause });
  }
}
