/** A bureau that is served by staff: they enter the order in the province's own system and tell Beian what comes of it. */
import { AskPersonError } from '../delivery-faults.ts';
import type { Bureau } from './bureau.ts';
import type { RecordLookup } from '../../domain/assets/asset-facts.ts';

export interface ManualBureauOptions {
  /**
   * Where records can be looked up without a person, e.g. a copy of MIIT's record that the provider keeps; undefined
   * when that source does not know. Without it every look-up goes to a person.
   */
  records?: (query: Parameters<Bureau['lookUp']>[0]) => Promise<RecordLookup | undefined>;
}

/**
 * Hand-overs are `RECEIVED`: the order waits until staff record `forwardAccepted`, and later every other event, through
 * the API. Repeating a hand-over changes nothing, since nothing leaves this machine.
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
