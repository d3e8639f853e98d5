/** How much the console accepts from one visitor, and how long it waits. */
import type { Waiting } from '../usecases/dependencies.ts';
import type { TurnRules } from '../usecases/turns.ts';

type Share = Omit<TurnRules, 'advice'>;

export interface ConsoleLimits extends Waiting {
  /** Pages and deeds per minute of one visitor. */
  requestsPerMinute: number;
  deedsPerMinute: number;
  /** Tries to sign in per minute from one address. */
  signInsPerMinute: number;
  /** Tokens of a sign-out at the provider that were not taken, per minute from one address. */
  refusedSignOutsPerMinute: number;
  /** Largest form, in bytes. */
  formBytes: number;
  /** Largest file that is uploaded with a form, in bytes. */
  fileBytes: number;
  /** Images that are in memory at once, to be made small and sealed. */
  scans: Share;
  /** Websites that are looked at at once. */
  probes: Share;
  /** Pages that follow what happens: of one visitor, and in all. */
  streamsPerVisitor: number;
  streams: number;
}

export const DEFAULT_CONSOLE_LIMITS: ConsoleLimits = {
  outcomeWaitMs: 10_000,
  temporalTimeoutMs: 5_000,
  temporalHeardMs: 5_000,
  requestsPerMinute: 600,
  deedsPerMinute: 120,
  signInsPerMinute: 60,
  refusedSignOutsPerMinute: 30,
  formBytes: 512 * 1024,
  fileBytes: 4 * 1024 * 1024,
  scans: { perOwner: 2, inAll: 4, waitingPerOwner: 8, waitingInAll: 64, waitMs: 60_000 },
  probes: { perOwner: 1, inAll: 8, waitingPerOwner: 1, waitingInAll: 32, waitMs: 10_000 },
  streamsPerVisitor: 20,
  streams: 2_000,
};
