/** Bodies of callbacks, read as bytes: signatures are over the bytes, and vendors send any content type. */
import type { Request } from 'express';
import { ofBoundedDepth } from './json-depth.ts';
import { problem } from './problems.ts';

export const rawBody = ({ body }: Request): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

export const readJson = (req: Request): unknown => ofBoundedDepth(parsed(rawBody(req).toString('utf8')));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw problem('BAD_JSON', { cause });
  }
}
