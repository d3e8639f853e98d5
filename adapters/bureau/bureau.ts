import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import type { BureauCodes } from '../../domain/bureau-codes/bureau-codes.ts';
import type { ServedFrom } from '../../domain/order/served-from.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { HandedOver } from '../../domain/order/handed-over.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ReportToSend } from '../../domain/bureau/report-to-send.ts';
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
  /** What is on record of the order's entity and websites; only for a bureau that takes orders in codes. */
  onRecord?: OnRecord;
  /** Time of the hand-over on the filing's own clock; the sandbox counts from it, a real gateway ignores it. */
  at?: Instant;
}

/** Something on record: its number, and the id that MIIT gave it where it is known. */
export interface Recorded {
  number: string;
  id?: string;
}

/** What is on record of an order's entity and websites, with MIIT's ids. */
export interface OnRecord {
  entity?: Recorded;
  /** By the names of the form. */
  websites: Readonly<Record<string, RecordedWebsite>>;
  /** The websites that are served here, of a change of the entity: it goes to MIIT as a whole, with its websites. */
  served?: { form: OrderForm; instances: Readonly<Record<string, ServedFrom>> };
}

export interface RecordedWebsite extends Recorded {
  domainId?: string;
  /** Of the access through this provider. */
  accessId?: string;
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
  /** The code tables in force, of a bureau that takes orders in MIIT's own codes; absent where it takes words. */
  codes?(): Promise<BureauCodes>;
  /** The addresses that this provider has reported to such a bureau; absent where nothing is known of them. */
  reportedAddresses?(): Promise<readonly AddressRange[] | undefined>;
  /**
   * Whether a filing password is the one of the entity with this number (R-DEREG-5); absent where nobody can ask MIIT. `TOO_OFTEN`: MIIT
   * answers no more questions for a while.
   */
  checkFilingPassword?(query: PasswordQuery): Promise<'RIGHT' | 'WRONG' | 'TOO_OFTEN'>;
  /**
   * A report that belongs to no order, packed for its account; absent where Beian speaks to no bureau itself. Undefined when it has no such
   * account; otherwise the element that the interface does not take.
   */
  report?(report: ReportToSend): PackedReport | { element: string } | undefined;
}

/** A report as it goes out. */
export interface PackedReport {
  /** The kind of message. */
  message: 'IP' | 'WBACLJG' | 'HSJG';
  zip: Uint8Array;
}

/** What the rules ask a bureau. */
export type AskedOfBureau = Pick<Bureau, 'lookUp' | 'codes' | 'reportedAddresses' | 'report' | 'checkFilingPassword'>;

export interface PasswordQuery {
  /** Of the entity. */
  number: string;
  password: string;
}

export interface RecordQuery {
  certificateType: string;
  certificateNumber: string;
  domain: string;
  /** The order that needs to know. Nobody is asked to look anything up by hand without one; a gateway never gets it. */
  askedFor?: { orderId: string; accountId: string } | undefined;
}
