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
}
