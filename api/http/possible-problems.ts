/**
 * Which problems an operation may answer with. What the HTTP layer itself refuses follows from what the operation takes: path
 * parameters, query, body, token, idempotency key, precondition. An operation lists only what it refuses by its own rules.
 */
import type { z } from 'zod';
import { receivesBody, isIdempotent, type Route } from './route.ts';

/** The statuses of an operation's problems, in rising order. */
export function possibleProblems(route: Route): number[] {
  const { permission, params, problems = [] } = route;
  const statuses = [
    ...(permission === undefined ? [] : [401, 403]),
    400, // of every address: an escape that cannot be read
    ...(isEmpty(params) ? [] : [404]),
    ...(receivesBody(route) ? [408, 413, 415] : []),
    ...(isIdempotent(route) ? [409] : []),
    422, // of every query: a name that nobody knows, or a character that no text may hold
    429,
    500,
    503,
    ...problems,
  ];
  return [...new Set(statuses)].toSorted((a, b) => a - b);
}

export const isEmpty = (schema: z.ZodObject): boolean => Object.keys(schema.shape).length === 0;

export const MEANING: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  401: 'Not signed in, or the signature is not good.',
  403: 'Your role may not do this.',
  404: 'There is no such thing within your reach.',
  408: 'The body came too slowly.',
  409: 'The state of things does not allow it; `code` says why.',
  410: 'The data was erased.',
  412: 'Somebody else has saved meanwhile.',
  413: 'Too large.',
  415: 'Not of a kind this address takes.',
  422: 'Values are missing or not of the right form; see `errors`.',
  429: 'Too many requests.',
  500: 'Something went wrong on our side; quote `requestId` when you ask for help.',
  503: 'Not available right now; send it again, with the same key.',
};
