/** Everything the API needs to reach the world; `main.ts` passes it in. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { SmsReceiptReader, SmsVendorName } from '../adapters/sms/sms-receipts.ts';
import type { Database } from '../store/postgres/database.ts';
import type { UseCaseDependencies } from '../usecases/dependencies.ts';
import type { Tally } from '../usecases/reconciliation/tally.ts';
import type { FastForward } from '../usecases/order/move-clock.ts';
import type { TokenIssuer, TokenVerifier } from './auth/tokens.ts';
import { createTurns } from '../usecases/turns.ts';
import { createUploadFolder, type UploadFolder } from './http/upload-folder.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface ApiDependencies extends Omit<
  UseCaseDependencies,
  'faceCheckReturnUrl' | 'limits' | 'log' | 'now' | 'probeTurns' | 'scanTurns'
> {
  tokens: TokenVerifier;
  /** Secrets that sign the bureau's webhooks: several while one is being changed, none without a gateway. */
  bureauSecrets: readonly string[];
  /** Secrets in the address that SMS vendors post delivery receipts to; several while one is being changed. */
  smsReceiptTokens: readonly string[];
  smsReceipts: Readonly<Record<SmsVendorName, SmsReceiptReader>>;
  /** Proxies before the API: how many, or their addresses. Without it, forwarding headers are not believed. */
  trustedProxies?: number | readonly string[];
  /** Where people reach the application; vendors of face checks send them back there. */
  publicUrl: string;
  /** Page of the portal that people return to after a face check; without it they see a page of ours that they may close. */
  faceCheckReturnPage?: string | undefined;
  /** The token in Alibaba Cloud's call that a face check is over. */
  faceCheckCallbackToken?: string | undefined;
  log: Logger;
  /** What this process finds when it compares Postgres with Temporal; shown among the metrics. */
  differences?: Tally;
  /** Pages for people, served beside the API. */
  pages?: RequestHandler;
  limits?: Partial<Limits>;
  /** For imports, whose statements take minutes; without it the one of everything else. */
  importDatabase?: Database;
  /** Where files lie while they are received; without it in a folder of the system's for such files. */
  uploadFolder?: UploadFolder;
  /** Wall clock in milliseconds. */
  now?: () => number;
  /** Only in sandbox mode: tokens issued here, orders with their own clock, and the means to move that clock. */
  sandbox?: Sandbox;
}

export interface Sandbox {
  issueToken: TokenIssuer;
  fastForward: FastForward;
}

/** The dependencies with every default filled in. */
export interface Api
  extends Omit<ApiDependencies, 'importDatabase' | 'limits' | 'now' | 'uploadFolder'>, UseCaseDependencies {
  log: Logger;
  limits: Limits;
  importDatabase: Database;
  uploadFolder: UploadFolder;
}

/** Where vendors of face checks send the person's browser; the page there redirects to the portal's page. */
export const FACE_CHECK_RETURN_PATH = '/v1/liveness/return';

const SCAN_ADVICE = {
  owner: 'Your earlier uploads are still being looked at. Send this one again when they are done.',
  all: 'Many images are being looked at right now. Send this one again in a moment.',
};

const PROBE_ADVICE = {
  owner: 'Another website of yours is still being looked at. Ask again when it is done.',
  all: 'Many websites are being looked at right now. Ask again in a moment.',
};

export function withDefaults({ importDatabase, limits: changes, now, uploadFolder, ...deps }: ApiDependencies): Api {
  const limits = { ...DEFAULT_LIMITS, ...changes };
  return {
    ...deps,
    faceCheckReturnUrl: new URL(FACE_CHECK_RETURN_PATH, deps.publicUrl).toString(),
    limits,
    importDatabase: importDatabase ?? deps.database,
    scanTurns: createTurns({ ...limits.scans, advice: SCAN_ADVICE }),
    probeTurns: createTurns({ ...limits.probes, advice: PROBE_ADVICE }),
    uploadFolder: uploadFolder ?? createUploadFolder(join(tmpdir(), 'beian-uploads'), deps.log),
    now: now ?? Date.now,
  };
}
