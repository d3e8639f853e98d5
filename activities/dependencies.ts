import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import type { SealKeeper } from '../adapters/audit-seals/seal-keeper.ts';
import type { Bureau } from '../adapters/bureau/bureau.ts';
import type { MiitClient } from '../adapters/bureau/miit/client.ts';
import type { DocumentStore } from '../adapters/documents/document-store.ts';
import type { ImageRewriter } from '../adapters/images/image-rewriter.ts';
import type { EmailSender } from '../adapters/email/email-sender.ts';
import type { LivenessCheck } from '../adapters/liveness/liveness-check.ts';
import type { SmsSender } from '../adapters/sms/sms-sender.ts';
import type { SentNotes } from './messages/sent-notes.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Rules } from '../domain/lifecycle/terms.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';

/** Everything activities need to reach the world; the worker passes it in. */
export interface ActivityDependencies {
  database: Database;
  vault: Vault;
  /** Policies and calendar as they are now. */
  rules: () => Promise<Rules>;
  bureau: Bureau;
  /**
   * Connections for the exchange with the bureaus: a call holds one until it is answered, which may take minutes. The others when
   * left out.
   */
  exchangeDatabase?: Database;
  /** The accounts at the bureaus, where Beian speaks MIIT's own interface; left out where it does not. */
  bureauAccounts?: readonly MiitClient[];
  assets: AssetDirectory;
  documents: DocumentStore;
  images: ImageRewriter;
  email: EmailSender;
  sms: SmsSender;
  liveness: Pick<LivenessCheck, 'terms' | 'result'>;
  /** What carriers took and is not written yet; the process writes it before it ends. Made by itself when left out. */
  sentNotes?: SentNotes;
  /** Where the seals of the audit trail are kept outside the database, besides the log. */
  sealKeepers?: readonly SealKeeper[];
  /** Mailbox of the provider's filing desk (N-16). */
  deskEmail: string;
  /** In sandbox mode each filing has its own clock, and steps set the order's clock by it. */
  clock: 'wall' | 'own';
  /** Whether the database was brought back without anybody saying so; absent where nothing is kept outside it. */
  restoreWatch?: { readonly lookedAt: Instant | undefined };
  /** When a backup was brought back: messages of before wait until an operator releases them. */
  restoredAt?: Instant;
}
