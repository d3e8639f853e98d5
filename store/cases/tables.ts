/** The table of cases. */
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

export interface CasesTable {
  id: CaseId;
  /** `DESK`: of the provider's filing desk, for what belongs to no order. */
  kind: 'ORDER' | 'DESK' | 'INSPECTION';
  account_id: AccountId;
  opened_at: Date;
  /** The case's data key; null once its data is erased. */
  wrapped_key: Sealed | null;
  erased_at: Optional<Date>;
  /** Length and last hash of the case's audit chain, and how much of it the last seal covers. */
  audit_length: Defaulted<number>;
  audit_head: Optional<string>;
  sealed_length: Defaulted<number>;
}
