import type { ServedFrom } from '../../domain/order/served-from.ts';
import type { HandedOver } from '../../domain/order/handed-over.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { RecordLookup } from '../../domain/assets/asset-facts.ts';

export interface ScanImage {
  content: Uint8Array;
  mediaType: string;
  /** Of the content, in hex. */
  sha256: string;
}

/** A scan to hand over. Its image is in memory only while it is used, because an order may have a hundred of them. */
export interface ScanToHandOver {
  slot: string;
  /** Reads the image and does something with it; it is let go afterwards. */
  withImage: <T>(use: (image: ScanImage) => Promise<T>) => Promise<T>;
}

/** The complete order as the bureau gets it. */
export interface HandOver extends HandedOver {
  orderId: string;
  /** Number of this hand-over within the order; with `orderId` it is the idempotency key. */
  handOver: number;
  type: OrderType;
  /** The servers of the websites, by the names of the form; empty where the order names none. */
  instances: Readonly<Record<string, ServedFrom>>;
  documents: readonly ScanToHandOver[];
  /** Persons to whom MIIT must send its verification SMS (R-SMS-5); empty where no SMS applies. */
  personsToVerify: readonly string[];
  /** Time of the hand-over on the filing's own clock; the sandbox counts from it, a real gateway ignores it. */
  at?: Instant;
}

/** Provincial bureau and MIIT behind one gateway. Everything else arrives by signed webhooks or is entered by staff. */
export interface Bureau {
  /**
   * `ACCEPTED`: the bureau has accepted the order. `RECEIVED`: the acceptance follows later (`forwardAccepted`). `byHand`: a person
   * has to enter the order in the province's system. A repeated key gets the same answer and makes one submission.
   */
  handOver(
    order: HandOver,
  ): Promise<
    | { status: 'ACCEPTED'; reference: string; at: Instant }
    | { status: 'RECEIVED'; reference?: string; byHand?: boolean }
  >;
  /** Asks MIIT to send the verification SMS once more; it does not extend the window (R-SMS-16). */
  resendSms(request: { orderId: string; handOver: number; personId?: string; idempotencyKey: string }): Promise<void>;
  /** The look-ups of R-TYPE-3 in MIIT's record, seen from this provider. */
  lookUp(query: RecordQuery): Promise<RecordLookup>;
}

export interface RecordQuery {
  certificateType: string;
  certificateNumber: string;
  domain: string;
  /** The order that needs to know. Nobody is asked to look anything up by hand without one; a gateway never gets it. */
  askedFor?: { orderId: string; accountId: string } | undefined;
}
