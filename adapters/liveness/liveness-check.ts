import type { FaceCheckResult, FaceCheckTerms } from '../../domain/proofs/face-check.ts';

/** A face check of one person against the public-security database (R-AUTH-2). */
export interface LivenessCheck {
  readonly terms: FaceCheckTerms;
  /**
   * Address of the vendor's script. Its `getMetaInfo()` must run in the browser that takes the check, just before the start.
   * Undefined for vendors without such a script.
   */
  readonly browserScript?: string | undefined;
  /** Opens a check. Refusals because of the person or the form are values; other faults are thrown (`adapters/delivery-faults.ts`). */
  start(request: FaceCheckRequest): Promise<FaceCheckStart>;
  /** Asks the vendor for the result; a callback only shows that the vendor may have one. */
  result(reference: string): Promise<FaceCheckResult>;
}

export interface FaceCheckRequest {
  name: string;
  /** Number of a mainland resident ID: vendors compare with no other document. */
  documentNumber: string;
  /** Where the person's browser comes back to. */
  returnUrl: string;
  idempotencyKey: string;
  /** The vendor's script's description of the browser, as JSON. */
  metaInfo?: string;
}

/** `reference` is the vendor's token for the check; the person follows `url`. */
export type FaceCheckStart =
  { status: 'OPEN'; reference: string; url: string } | { status: 'REFUSED'; why: FaceCheckRefusal; code: string };

/**
 * `IDENTITY`: the vendor does not accept name or number, or they do not belong together. `NAME_TOO_LONG`: the name is too long for
 * this vendor. `NOT_POSSIBLE`: the database has nothing about this person. `TOO_OFTEN`: the person has no tries left today.
 * `DEVICE`: the check cannot be taken with this browser.
 */
export type FaceCheckRefusal = 'IDENTITY' | 'NAME_TOO_LONG' | 'NOT_POSSIBLE' | 'TOO_OFTEN' | 'DEVICE';
