/** How much the API accepts from one caller, and how long it waits for Temporal. */
import type { Waiting } from '../usecases/dependencies.ts';

export interface Limits extends Waiting {
  /** Requests per minute of one account or member of staff. */
  requestsPerMinute: number;
  /** Writes per minute of the same; a filing's history must stay small. */
  writesPerMinute: number;
  /** The same of one of the provider's own systems, which speak for all customers. */
  systemRequestsPerMinute: number;
  systemWritesPerMinute: number;
  /** Requests per minute from one address whose token or signature is not valid. */
  failuresPerMinute: number;
  /** Largest JSON body, in bytes. */
  bodyBytes: number;
  /** Event streams one caller may hold open. */
  streamsPerCaller: number;
}

export const DEFAULT_LIMITS: Limits = {
  outcomeWaitMs: 10_000,
  temporalTimeoutMs: 5_000,
  temporalHeardMs: 5_000,
  requestsPerMinute: 600,
  writesPerMinute: 120,
  systemRequestsPerMinute: 6_000,
  systemWritesPerMinute: 1_200,
  failuresPerMinute: 120,
  bodyBytes: 256 * 1024,
  streamsPerCaller: 10,
};
