/** Tables of the servers that orders reserve, and of the codes that stand for servers. */
import type { Generated } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

export type ReservationState = 'RESERVED' | 'CONSUMED' | 'RELEASED';

export interface ReservationsTable {
  /** Numbers the reservations in their order, also when the filing's clock stood still. */
  number: Generated<number>;
  order_id: OrderId;
  website_id: string;
  instance_id: string;
  code_id: Optional<string>;
  /** Websites one such instance may back (R-SRV-6), as the policy stood when it was reserved. */
  max_websites: number;
  state: Defaulted<ReservationState>;
  reserved_at: Date;
  changed_at: Date;
}

export type CodeState = 'UNUSED' | 'IN_USE' | 'USED' | 'VOID';

export interface AuthorizationCodesTable {
  id: Generated<string>;
  instance_id: string;
  account_id: AccountId;
  granted_to: Optional<AccountId>;
  state: Defaulted<CodeState>;
  code_index: Buffer;
  code: Sealed;
  created_at: Date;
  changed_at: Date;
  void_reason: Optional<string>;
}
