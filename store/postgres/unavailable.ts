/** Which failures mean that Postgres is unavailable for the moment, so that the same statement may succeed later. */
import { z } from 'zod';

/** Postgres cannot be reached, does not answer in time, is shutting down, or gave up because others were in the way. */
export function isPostgresUnavailable(error: unknown): boolean {
  const { code, message, errors } = facets(error);
  if (errors !== undefined) return errors.some(isPostgresUnavailable); // every address of the host name was tried
  if (code !== undefined) return NETWORK.has(code) || BUSY.has(code) || /^(?:08|53|57P)/.test(code);
  return message !== undefined && CONNECTION_LOST.test(message);
}

const NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Postgres gave up: a statement, lock or idle transaction took too long, or two transactions were in a deadlock. */
const BUSY: ReadonlySet<string> = new Set(['57014', '55P03', '25P03', '40P01', '40001']);
/** Messages of pg errors that carry no code. */
const CONNECTION_LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

const facetsSchema = z.object({
  name: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/** Name, code and message of any error, and the errors it is made of. */
export const facets = (error: unknown): z.infer<typeof facetsSchema> => facetsSchema.safeParse(error).data ?? {};
