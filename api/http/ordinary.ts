/** The door of the API: no strange text passes it, be it in a path, a query or a body (`domain/text/strange-text.ts`). */
import { parse as parseQuery } from 'node:querystring';
import { strangeIn } from '../../domain/text/strange-text.ts';
import { errorOf, problem } from './problems.ts';

/** Returns the value; throws a problem that names every strange text in it. */
export function ordinary<Value>(value: Value, where = ''): Value {
  const faults = strangeIn(value, where);
  if (faults.length > 0) throw problem('INVALID', { errors: faults.map(errorOf) });
  return value;
}

/** Reads a query. Node's own reader puts U+FFFD where an escape is cut off or is not UTF-8, and nobody would know. */
export function readQuery(text: string): NodeJS.Dict<string | string[]> {
  try {
    decodeURIComponent(text);
  } catch (cause) {
    throw problem('BAD_REQUEST', { detail: BAD_ESCAPE, cause });
  }
  return parseQuery(text);
}

export const BAD_ESCAPE = 'A % in the address is not followed by two hexadecimal digits, or the bytes are not UTF-8.';
