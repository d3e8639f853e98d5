/** Everything the API reaches the world with; it comes in by the front door. */
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { SmsReceiptReader, SmsVendorName } from '../adapters/sms/sms-receipts.ts';
import type { UseCaseDependencies } from '../usecases/dependencies.ts';
import type { TokenIssuer, TokenVerifier } from './auth/tokens.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';

export interface ApiDependencies extends Omit<UseCaseDependencies, 'faceCheckReturnUrl' | 'limits' | 'log' | 'now'> {
  tokens: TokenVerifier;
  /** Secrets that sign the bureau's webhooks: several while one is being changed, none without a gateway. */
  bureauSecrets: readonly string[];
  /** Secrets in the address that SMS vendors post delivery receipts to; several while one is being changed. */
  smsReceiptTokens: readonly string[];
  smsReceipts: Readonly<Record<SmsVendorName, SmsReceiptReader>>;
  /** Proxies before the API: how many, or their addresses. Without them, what a request says of its address is not believed. */
  trustedProxies?: number | readonly string[];
  /** Where people reach the application; vendors of face checks send them back there. */
  publicUrl: string;
  /** Page of the portal that people come back to from a face check; without one they may close a page of ours. */
  faceCheckReturnPage?: string | undefined;
  /** What Alibaba Cloud brings along when it says that a face check is over. */
  faceCheckCallbackToken?: string | undefined;
  log: Logger;
  /** Pages for people, answered beside the API. */
  pages?: RequestHandler;
  limits?: Partial<Limits>;
  /** Wall clock in milliseconds. */
  now?: () => number;
  /** Only in sandbox mode: locally issued tokens, orders with a clock of their own, and moving it. */
  sandbox?: Sandbox;
}

export interface Sandbox {
  issueToken: TokenIssuer;
  /**
   * Moves a running workflow's clock; rejects when it is not running or the server cannot. Answers by how many milliseconds
   * the workflow's clock got ahead of the wall clock, rather too little than too much.
   */
  fastForward: (workflowId: string, durationMs: number) => Promise<number>;
}

/** The dependencies with every default filled in. */
export interface Api extends Omit<ApiDependencies, 'limits' | 'now'>, UseCaseDependencies {
  log: Logger;
  limits: Limits;
}

/** Where vendors of face checks send the person's browser; it leads on to the portal's page. */
export const FACE_CHECK_RETURN_PATH = '/v1/liveness/return';

export const withDefaults = ({ limits, now, ...deps }: ApiDependencies): Api => ({
  ...deps,
  faceCheckReturnUrl: new URL(FACE_CHECK_RETURN_PATH, deps.publicUrl).toString(),
  limits: { ...DEFAULT_LIMITS, ...limits },
  now: now ?? Date.now,
});
