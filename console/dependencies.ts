/** Everything the console needs to reach the world; `main.ts` passes it in. */
import type { ProviderSignIn } from '../adapters/identity-provider/sign-in.ts';
import type { Logger } from 'pino';
import type { CertificateReader } from '../adapters/certificates/certificate-reader.ts';
import type { Database } from '../store/postgres/database.ts';
import { createTurns } from '../usecases/turns.ts';
import type { UseCaseDependencies } from '../usecases/dependencies.ts';
import type { FastForward } from '../usecases/order/move-clock.ts';
import { DEFAULT_CONSOLE_LIMITS, type ConsoleLimits } from './limits.ts';
import type { Sessions } from './sessions/sessions.ts';

export interface ConsoleOptions extends Omit<
  UseCaseDependencies,
  'limits' | 'log' | 'now' | 'probeTurns' | 'scanTurns'
> {
  log: Logger;
  sessions: Sessions;
  /** For imports, whose statements take minutes; without it the one of everything else. */
  importDatabase?: Database;
  /** Temporal UI with the namespace of the filings, for links to workflows. */
  temporalUi?: string | undefined;
  /** Where people sign in; in sandbox mode they choose who to be. */
  provider?: ProviderSignIn | undefined;
  /** Where people reach the console; cookies are sent over HTTPS only when it begins with `https:`. */
  consoleUrl: string;
  /** Where people reach the API, which serves the pages of face checks. */
  publicUrl: string;
  /** Proxies before the console: how many, or their addresses. */
  trustedProxies?: number | readonly string[];
  limits?: Partial<ConsoleLimits>;
  now?: () => number;
  /** Reads photos of certificates; without it nothing is offered. */
  certificateReader?: CertificateReader;
  /** Only in sandbox mode: people to choose from, and what plays the outside world. */
  sandbox?: ConsoleSandbox;
}

export interface ConsoleSandbox {
  /** Where the sandbox shows inboxes and the bureau's desk. */
  url: string;
  fastForward: FastForward;
}

/** The dependencies with every default filled in. */
export interface ConsoleDependencies
  extends Omit<ConsoleOptions, 'importDatabase' | 'limits' | 'now'>, UseCaseDependencies {
  importDatabase: Database;
  log: Logger;
  limits: ConsoleLimits;
}

const SCAN_ADVICE = {
  owner: 'Your earlier uploads are still being looked at. Send this one again when they are done.',
  all: 'Many images are being looked at right now. Send this one again in a moment.',
};

const PROBE_ADVICE = {
  owner: 'Another website of yours is still being looked at. Ask again when it is done.',
  all: 'Many websites are being looked at right now. Ask again in a moment.',
};

export function withDefaults({
  importDatabase,
  limits: changes,
  now,
  ...options
}: ConsoleOptions): ConsoleDependencies {
  const limits = { ...DEFAULT_CONSOLE_LIMITS, ...changes };
  return {
    ...options,
    importDatabase: importDatabase ?? options.database,
    limits,
    scanTurns: createTurns({ ...limits.scans, advice: SCAN_ADVICE }),
    probeTurns: createTurns({ ...limits.probes, advice: PROBE_ADVICE }),
    now: now ?? Date.now,
  };
}
