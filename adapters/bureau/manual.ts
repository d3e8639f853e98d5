/** A bureau without a gateway: staff enter the order in the province's own system, and tell Beian the result. */
import { AskPersonError } from '../delivery-faults.ts';
import type { Bureau } from './bureau.ts';
import type { RecordLookup } from '../../domain/assets/asset-facts.ts';

export interface ManualBureauOptions {
  /**
   * A source of records that needs no person, e.g. the provider's copy of MIIT's record; its answer is undefined when it does
   * not know the entity. Without a source every look-up goes to a person.
   */
  records?: (query: Parameters<Bureau['lookUp']>[0]) => Promise<RecordLookup | undefined>;
}

/**
 * Hand-overs are `RECEIVED`: the order waits until staff enter `forwardAccepted`, and later every other event, through the API.
 * A repeated hand-over changes nothing, because nothing leaves this machine.
 *
 * @example
 * const bureau = createManualBureau();
 */
export function createManualBureau({ records }: ManualBureauOptions = {}): Bureau {
  return {
    async handOver() {
      return { status: 'RECEIVED', byHand: true };
    },

    async resendSms({ orderId, handOver }) {
      throw new AskPersonError(
        `Ask MIIT's system to send the verification SMS of order ${orderId} (hand-over ${handOver}) once more.`,
      );
    },

    async lookUp(query) {
      const known = await records?.(query);
      if (known !== undefined) return known;
      throw new AskPersonError(
        `Look up the record of this entity and of ${query.domain} at https://beian.miit.gov.cn/ and enter what it says.`,
      );
    },
  };
}
