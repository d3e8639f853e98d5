/** Everything the API reaches the world with; it comes in by the front door. */
import type { Client } from '@temporalio/client';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import type { Bureau } from '../adapters/bureau/bureau.ts';
import type { DocumentStore } from '../adapters/documents/document-store.ts';
import type { LivenessCheck } from '../adapters/liveness/liveness-check.ts';
import type { SmsReceiptReader, SmsVendorName } from '../adapters/sms/sms-receipts.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import type { ActionWaiter } from '../store/steps/action-waiter.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import type { TokenIssuer, TokenVerifier } from './auth/tokens.ts';

export interface ApiDependencies {
  database: Database;
  vault: Vault;
  temporal: Client;
  /** Task queue of the filing workers. */
  taskQueue: string;
  actionWaiter: ActionWaiter;
  /** Policies and calendar as they are now. */
  rules: () => Promise<Rules>;
  assets: AssetDirectory;
  liveness: LivenessCheck;
  bureau: Pick<Bureau, 'lookUp'>;
  documents: DocumentStore;
  tokens: TokenVerifier;
  /** Secrets that sign the bureau's webhooks: several while one is being changed, none without a gateway. */
  bureauSecrets: readonly string[];
  /** Secrets that sign links to face checks; several while one is being changed. */
  linkSecrets: readonly string[];
  /** Secrets in the address that SMS vendors post delivery receipts to; several while one is being changed. */
  smsReceiptTokens: readonly string[];
  smsReceipts: Readonly<Record<SmsVendorName, SmsReceiptReader>>;
  /** Proxies before the API: how many, or their addresses. Without them, what a request says of its address is not believed. */
  trustedProxies?: number | readonly string[];
  /** Where people reach the application; liveness vendors send them back there. */
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
  /** Moves a running workflow's clock; rejects when it is not running or the server cannot. */
  /** Answers by how much the workflow's clock got ahead of the wall clock, rather too little than too much. */
  fastForward: (workflowId: string, durationMs: number) => Promise<number>;
}

export interface Limits {
  /** How long an action waits for its outcome before it answers 202. */
  outcomeWaitMs: number;
  /** How long a call to Temporal may take before the API says that it is unavailable. */
  temporalTimeoutMs: number;
  /** For how long after its last answer Temporal is believed to be there. */
  temporalHeardMs: number;
  /** Requests per minute of one account or member of staff. */
  requestsPerMinute: number;
  /** Writes per minute of the same; a filing's history must stay small. */
  writesPerMinute: number;
  /** The same of one of the provider's own systems, which speak for all customers. */
  systemRequestsPerMinute: number;
  systemWritesPerMinute: number;
  /** Requests per minute from one address whose token or signature is not good. */
  failuresPerMinute: number;
  /** Largest JSON body. */
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

/** The dependencies with every default filled in. */
export interface Api extends Omit<ApiDependencies, 'limits' | 'now'> {
  limits: Limits;
  now: () => number;
}

export const withDefaults = ({ limits, now, ...deps }: ApiDependencies): Api => ({
  ...deps,
  limits: { ...DEFAULT_LIMITS, ...limits },
  now: now ?? Date.now,
});
