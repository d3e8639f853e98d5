import type { FaceCheckResult, FaceCheckTerms } from '../../domain/proofs/face-check.ts';

/** A face check of one person against the public-security database (R-AUTH-2). */
export interface LivenessCheck {
  readonly terms: FaceCheckTerms;
  /**
   * Address of the vendor's script whose `getMetaInfo()` must run in the browser that takes the check, just before it
   * starts; undefined where the vendor asks for nothing of the kind.
   */
  readonly browserScript?: string | undefined;
  /** Opens a check. Refusals that the person or the form explain are values; the rest is thrown as `delivery.ts` says. */
  start(request: FaceCheckRequest): Promise<FaceCheckStart>;
  /** Asks the vendor for the result; a callback only says that it is worth asking. */
  result(reference: string): Promise<FaceCheckResult>;
}

export interface FaceCheckRequest {
  name: string;
  /** Of a mainland resident ID: vendors compare with no other document. */
  documentNumber: string;
  /** Where the person's browser comes back to. */
  returnUrl: string;
  idempotencyKey: string;
  /** What the vendor's script says of the browser, as JSON. */
  metaInfo?: string;
}

/** `reference` is the vendor's token for the check; the person follows `url`. */
export type FaceCheckStart =
  { status: 'OPEN'; reference: string; url: string } | { status: 'REFUSED'; why: FaceCheckRefusal; code: string };

/**
 * `IDENTITY`: name or number are not such as the vendor takes, or do not belong together. `NAME_TOO_LONG`: for this
 * vendor. `NOT_POSSIBLE`: the database cannot be asked about this person. `TOO_OFTEN`: no more today. `DEVICE`: not with
 * this browser.
 */
export type FaceCheckRefusal = 'IDENTITY' | 'NAME_TOO_LONG' | 'NOT_POSSIBLE' | 'TOO_OFTEN' | 'DEVICE';
