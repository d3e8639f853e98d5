/** An approved record, as it is told to be written. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';

export interface RecordToWrite {
  orderId: OrderId;
  at: Instant;
  entityNumber: string;
  websites: readonly { domain: string; number: string }[];
  issuedOn: string;
}
