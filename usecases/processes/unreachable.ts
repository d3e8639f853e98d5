/**
 * Which failures mean that Postgres or Temporal is unavailable for the moment, and after which failures a signal may have
 * arrived all the same.
 */
import { ServiceError, isGrpcServiceError } from '@temporalio/client';
import { z } from 'zod';

/** Postgres or Temporal cannot be reached, does not answer in time, or is shutting down. */
export function isUnavailable(error: unknown): boolean {
  if (isGrpcServiceError(error)) return GRPC_UNAVAILABLE.has(error.code);
  if (error instanceof ServiceError) return error.cause !== undefined && isUnavailable(error.cause);
  const { code, message, errors } = facets(error);
  if (errors !== undefined) return errors.some(isUnavailable); // every address of the host name was tried
  if (code !== undefined) return NETWORK.has(code) || BUSY.has(code) || /^(?:08|53|57P)/.test(code);
  return message !== undefined && CONNECTION_LOST.test(message);
}

/** Whether a failed signal may have arrived all the same, because only Temporal's answer was lost. */
export function mayHaveArrived(error: unknown): boolean {
  if (isGrpcServiceError(error)) return GRPC_UNCERTAIN.has(error.code);
  return error instanceof ServiceError && error.cause !== undefined && mayHaveArrived(error.cause);
}

const NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);
/** Postgres gave up: a statement, lock or idle transaction took too long, or two transactions were in a deadlock. */
const BUSY: ReadonlySet<string> = new Set(['57014', '55P03', '25P03', '40P01', '40001']);
/** CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE. */
const GRPC_UNAVAILABLE: ReadonlySet<number> = new Set([1, 4, 8, 13, 14]);
/** The same without RESOURCE_EXHAUSTED, with which Temporal refuses a signal. */
const GRPC_UNCERTAIN: ReadonlySet<number> = new Set([1, 4, 13, 14]);
/** Messages of pg errors that carry no code. */
const CONNECTION_LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/;

const facetsSchema = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/** The code and message of any error. */
export const facets = (error: unknown): z.infer<typeof facetsSchema> => facetsSchema.safeParse(error).data ?? {};
