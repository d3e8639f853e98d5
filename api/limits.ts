/** How much the API accepts from one caller, and how long it waits for Temporal. */
import type { Waiting } from '../usecases/dependencies.ts';
import type { TurnRules } from '../usecases/turns.ts';

type Share = Omit<TurnRules, 'advice'>;

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
  /** Larger JSON bodies and callbacks that are received at once. */
  bodies: Share;
  /** Images that are received and stored at once; each takes up to 4 MB on disk. */
  uploads: Share;
  /** Files that are received and imported at once by one process; each takes up to `importBytes` on disk. */
  imports: Share;
  /** A file to import must be smaller. */
  importBytes: number;
  /** Images that are sent at once; each is in memory until its last byte has gone, up to 4 MB. */
  downloads: Share;
  /** Images that are in memory at once, to be made small and sealed. */
  scans: Share;
  /** Websites that are looked at at once. */
  probes: Share;
  /** How long headers, a body, and a body with a file may take, in milliseconds, and how long nothing may come. */
  headersMs: number;
  bodyMs: number;
  uploadMs: number;
  stalledMs: number;
  /** Connections the server holds at once; more are closed. */
  connections: number;
  /** Event streams one caller may hold open. */
  streamsPerCaller: number;
  /** Event streams that all callers together may hold open at one process; each reads its order after every step. */
  streams: number;
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
  bodies: { perOwner: 16, inAll: 64, waitingPerOwner: 32, waitingInAll: 128, waitMs: 5_000 },
  uploads: { perOwner: 4, inAll: 64, waitingPerOwner: 8, waitingInAll: 64, waitMs: 10_000 },
  imports: { perOwner: 1, inAll: 1, waitingPerOwner: 0, waitingInAll: 0, waitMs: 0 },
  importBytes: 256 * 1024 * 1024,
  downloads: { perOwner: 4, inAll: 12, waitingPerOwner: 12, waitingInAll: 128, waitMs: 10_000 },
  scans: { perOwner: 2, inAll: 4, waitingPerOwner: 8, waitingInAll: 64, waitMs: 60_000 },
  probes: { perOwner: 1, inAll: 8, waitingPerOwner: 1, waitingInAll: 32, waitMs: 10_000 },
  headersMs: 10_000,
  bodyMs: 30_000,
  uploadMs: 120_000,
  stalledMs: 10_000,
  connections: 2_000,
  streamsPerCaller: 10,
  streams: 2_000,
};
