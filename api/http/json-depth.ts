/**
 * No body is nested deeper than any schema of ours reaches. What compares, stores or writes JSON calls itself for each level,
 * so a body of a few hundred kilobytes could otherwise exhaust the stack.
 */
import { problem } from './problems.ts';

const DEEPEST = 32;

/** Throws a problem when the value is nested deeper; returns it otherwise. */
export function ofBoundedDepth<Value>(value: Value): Value {
  if (isTooDeep(value)) throw problem('BAD_JSON', { detail: `The body is nested deeper than ${DEEPEST} levels.` });
  return value;
}

export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
