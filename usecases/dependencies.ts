/** Everything that use cases need to reach the world; each takes the part it needs. */
import type { Client } from '@temporalio/client';
import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import type { AskedOfBureau } from '../adapters/bureau/bureau.ts';
import type { DocumentStore } from '../adapters/documents/document-store.ts';
import type { ImageRewriter } from '../adapters/images/image-rewriter.ts';
import type { LivenessCheck } from '../adapters/liveness/liveness-check.ts';
import type { SiteProbe } from '../adapters/probe/site-probe.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import type { ActionWaiter } from '../store/steps/action-waiter.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import type { Turns } from './turns.ts';

export interface UseCaseDependencies {
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
  bureau: AskedOfBureau;
  documents: DocumentStore;
  images: ImageRewriter;
  /** Mailbox of the provider's filing desk. */
  deskEmail: string;
  /** Looks at websites from outside. */
  probe: SiteProbe;
  /** A look takes seconds and asks strangers: one of each account at a time, and few in all. */
  probeTurns: Turns;
  /** Images are in memory for a few uploads at a time only. */
  scanTurns: Turns;
  /** Secrets that sign links to face checks; several while one is being changed. */
  linkSecrets: readonly string[];
  /** Where vendors of face checks send the person's browser. */
  faceCheckReturnUrl: string;
  limits: Waiting;
  log: Log;
  /** Wall clock in milliseconds. */
  now: () => number;
}

/** How long use cases wait for Temporal, in milliseconds. */
export interface Waiting {
  /** For the outcome of an action; after that the answer is that it is not known yet. */
  outcomeWaitMs: number;
  /** For a call to Temporal, before it counts as unavailable. */
  temporalTimeoutMs: number;
  /** For how long after its last answer Temporal is believed to be available. */
  temporalHeardMs: number;
}

type Write = (facts: object, message: string) => void;

/** The log in which operators read what a use case could not do by itself. It receives no personal data. */
export interface Log {
  info: Write;
  warn: Write;
  error: Write;
}
