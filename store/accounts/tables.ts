/** The table of customer accounts. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

export interface AccountsTable {
  id: AccountId;
  kind: Optional<EntityKind>;
  verified: Defaulted<boolean>;
  mobile: Optional<Sealed>;
  email: Optional<Sealed>;
  wrapped_key: Buffer | null;
  created_at: Defaulted<Date>;
  /** When the provider's systems wrote it last; null in rows of before it was noted. */
  saved_at: Optional<Date>;
  /** When its addresses were erased; null again once it is written anew. */
  erased_at: Optional<Date>;
}
