/**
 * Which failures mean that Postgres or Temporal is unavailable for the moment, and after which failures a signal may have
 * arrived all the same.
 */
import { ServiceError, isGrpcServiceError } from '@temporalio/client';
import { isPostgresUnavailable } from '../../store/postgres/unavailable.ts';

/** Postgres or Temporal cannot be reached, does not answer in time, or is shutting down. */
export function isUnavailable(error: unknown): boolean {
  if (isGrpcServiceError(error)) return GRPC_UNAVAILABLE.has(error.code);
  if (error instanceof ServiceError) return error.cause !== undefined && isUnavailable(error.cause);
  return isPostgresUnavailable(error);
}

/** Whether a failed signal may have arrived all the same, because only Temporal's answer was lost. */
export function mayHaveArrived(error: unknown): boolean {
  if (isGrpcServiceError(error)) return GRPC_UNCERTAIN.has(error.code);
  return error instanceof ServiceError && error.cause !== undefined && mayHaveArrived(error.cause);
}

/** CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE. */
const GRPC_UNAVAILABLE: ReadonlySet<number> = new Set([1, 4, 8, 13, 14]);
/** The same without RESOURCE_EXHAUSTED, with which Temporal refuses a signal. */
const GRPC_UNCERTAIN: ReadonlySet<number> = new Set([1, 4, 13, 14]);
