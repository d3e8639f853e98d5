/** Bodies as bytes, as text and as JSON. Signatures are over the bytes, and vendors send any content type. */
import type { Request } from 'express';
import { utf8 } from '../../domain/text/utf-8.ts';
import { ofBoundedDepth } from './json-depth.ts';
import { problem } from './problems.ts';

export const rawBody = ({ body }: Request): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** The JSON in a body, not nested too deep. Its texts have not passed the door yet (`ordinary.ts`). */
export const readJson = (req: Request): unknown => ofBoundedDepth(parsedJson(req));

/** The JSON in a body, however deep. */
export function parsedJson(req: Request): unknown {
  try {
    return JSON.parse(textOf(rawBody(req)));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw problem('BAD_JSON', { cause });
    throw cause;
  }
}

function textOf(body: Buffer): string {
  try {
    return utf8(body);
  } catch (cause) {
    throw problem('BAD_JSON', { detail: 'The body is not UTF-8.', cause });
  }
}
