import type { Instant } from '../../domain/instant.ts';

/** A face check of one person against the public-security database (R-AUTH-2). */
export interface LivenessCheck {
  /** Opens a check; the person follows `url` (valid 2 h). `reference` is the vendor's token for it. */
  start(request: {
    name: string;
    documentNumber: string;
    /** Where the person's browser comes back to. */
    returnUrl: string;
    idempotencyKey: string;
    /** What Alibaba's `getMetaInfo()` says in the person's browser; other vendors do not need it. */
    metaInfo?: string;
  }): Promise<{ reference: string; url: string }>;
  /** Asks the vendor for the result; a callback only says that it is worth asking. */
  result(reference: string): Promise<LivenessResult>;
}

/** `at` is missing where the vendor does not say when the check took place (Alibaba): take the time of asking. */
export type LivenessResult =
  { status: 'PENDING' } | { status: 'PASS'; at?: Instant } | { status: 'FAIL'; at?: Instant; reason: string };
