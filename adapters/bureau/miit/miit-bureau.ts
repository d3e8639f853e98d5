/**
 * MIIT's own interface as the bureau of a filing: a hand-over becomes a document in the queue of an account, and the sender of the
 * account brings it to the bureau (`activities/bureau/send.ts`). What the bureau answers reaches the filing as a webhook's event would.
 */
import type { RecordLookup } from '../../../domain/assets/asset-facts.ts';
import type { BureauCodes } from '../../../domain/bureau-codes/bureau-codes.ts';
import { AskPersonError } from '../../delivery-faults.ts';
import type { Bureau, HandOver, RecordQuery } from '../bureau.ts';

export interface MiitBureauOptions {
  /**
   * Builds the document of a hand-over and puts it into the queue of its account, both in one transaction; a hand-over that is
   * queued already changes nothing. Throws AskPersonError for what the interface cannot carry.
   */
  queue: (order: HandOver) => Promise<void>;
  lookUp: (query: RecordQuery) => Promise<RecordLookup>;
  /** The code tables in force: the checklist asks for what they need. */
  codes: () => Promise<BureauCodes>;
  reportedAddresses: NonNullable<Bureau['reportedAddresses']>;
  report: NonNullable<Bureau['report']>;
  checkFilingPassword: NonNullable<Bureau['checkFilingPassword']>;
}

export function createMiitBureau({ queue, ...asked }: MiitBureauOptions): Bureau {
  return {
    async handOver(order) {
      await queue(order);
      return { status: 'RECEIVED' };
    },

    async resendSms({ orderId, handOver }) {
      throw new AskPersonError(
        `The interface has no call for it: have MIIT's system send the verification SMS of order ${orderId} (hand-over ${handOver}) once more.`,
      );
    },

    ...asked,
  };
}
