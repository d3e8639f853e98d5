/** What the log says of an error: its message may quote values, so only its kind, code and place. */
import { present } from '../domain/present.ts';
import { facets } from '../store/postgres/unavailable.ts';

const MOST_LINES = 8;

export function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { kind: typeof error };
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, MOST_LINES);
  const cause = error.cause === undefined ? undefined : loggedError(error.cause);
  return { kind: error.name, ...present({ errorCode: facets(error).code }), stack, ...present({ cause }) };
}
