/** Tables of scans, face checks and permissions to take a photo instead. */
import type { Generated } from 'kysely';
import type { AccountId, CaseId, OrderId } from '../../domain/identifiers.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { FaceCheckCause } from '../../domain/proofs/face-check.ts';
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

export interface DocumentsTable {
  order_id: OrderId;
  slot: string;
  version: number;
  sha256: string;
  media_type: string;
  size: number;
  object_key: string;
  uploaded_by: string;
  uploaded_at: Date;
  valid_until: Optional<string>;
  removed_at: Optional<Date>;
  removed_by: Optional<string>;
  /** The small JPEG made of the scan; absent for scans that were stored before it was made. */
  shown_key: Optional<string>;
  shown_sha256: Optional<string>;
  shown_size: Optional<number>;
  /** When both images were removed, some time after another version had replaced this one. The row stays. */
  image_removed_at: Optional<Date>;
}

/** The filing password that a customer gave with an order; no more than one row for each order. */
export interface FilingPasswordsTable {
  order_id: OrderId;
  password: Sealed;
  entered_at: Date;
  /** What MIIT said of it; null while nobody has asked. */
  verdict: Optional<'RIGHT' | 'WRONG'>;
  /** MIIT has been asked too often: it is not asked before. */
  not_before: Optional<Date>;
  /** How many were wrong on a day, so that nobody finds a password out by trying. */
  wrong_on: Optional<CivilDate>;
  wrong_count: Defaulted<number>;
}

/** `EXPIRED` ended without saying anything about the person; it counts as no fail. */
export type LivenessStatus = 'STARTED' | 'PASSED' | 'FAILED' | 'EXPIRED';

export interface LivenessSessionsTable {
  id: Generated<string>;
  order_id: OrderId;
  person_id: string;
  person_fingerprint: Sealed;
  vendor_reference: string;
  url: Optional<Sealed>;
  status: Defaulted<LivenessStatus>;
  started_at: Date;
  finished_at: Optional<Date>;
  /** The vendor's code, in rows of before it was sealed with its words. */
  reason: Optional<string>;
  /** The vendor's code and words of a fail. */
  sealed_reason: Optional<Sealed>;
  /** Wall clock, by which vendors go: until when the link is good, and when the vendor is asked next. */
  link_until: Defaulted<Date>;
  ask_at: Defaulted<Date>;
  /** When the vendor was asked last; wall clock. */
  asked_at: Optional<Date>;
  /** The person's browser came back, or the vendor called. */
  returned: Defaulted<boolean>;
  /** The portal's page that the person comes back to. */
  return_to: Optional<Sealed>;
  cause: Optional<FaceCheckCause>;
  /** The filing has not acknowledged the result yet. */
  untold: Defaulted<boolean>;
}

export interface PhotoPermissionsTable {
  order_id: OrderId;
  person_id: string;
  person_fingerprint: Sealed;
  allowed_at: Date;
}

/** A code that was sent to a mobile; the code itself is stored nowhere (`number-code.ts`). */
export interface NumberCodesTable {
  message_id: string;
  account_id: AccountId;
  address_digest: Buffer;
  /** The order that the code confirms, or the inspection whose phone it checks; null for a code that proves a number. */
  confirms: Optional<CaseId>;
  /** Wall clock. */
  asked_at: Defaulted<Date>;
  expires_at: Date;
  wrong_entries: Defaulted<number>;
  used_at: Optional<Date>;
}

/** The word of the holder of a filing to an order, as it was then (R-DEREG-7). */
export interface OrderConfirmationsTable {
  order_id: OrderId;
  form_version: number;
  /** Of the filing's time. */
  confirmed_at: Date;
  confirmed_by: string;
}

/** A mobile that somebody of the account has proved; the row goes with the order on which it was proved. */
export interface NumberProofsTable {
  account_id: AccountId;
  address_digest: Buffer;
  order_id: OrderId;
  /** Of the filing's time. */
  proved_at: Date;
  proved_by: string;
}
