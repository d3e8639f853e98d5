/** The table of erasures that people asked for. */
import type { Generated } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

/**
 * Why data is erased before its term: the person asks for it, the purpose is gone, the consent was withdrawn, or the data should not
 * have been there.
 */
export const ERASURE_GROUNDS = ['PERSON_ASKS', 'PURPOSE_GONE', 'CONSENT_WITHDRAWN', 'UNLAWFUL'] as const;
export type ErasureGround = (typeof ERASURE_GROUNDS)[number];

/** `REPLACED`: somebody asked anew. */
export type ErasureOutcome = 'DONE' | 'REFUSED' | 'REPLACED';

export interface ErasuresTable {
  id: Generated<string>;
  account_id: AccountId;
  /** Null for the whole account. */
  order_id: Optional<OrderId>;
  ground: ErasureGround;
  /** For the second person; gone once that person has answered. */
  reason: Optional<Sealed>;
  /** Wall time, like the other instants here. */
  asked_at: Defaulted<Date>;
  asked_by: string;
  answered_at: Optional<Date>;
  answered_by: Optional<string>;
  outcome: Optional<ErasureOutcome>;
}
