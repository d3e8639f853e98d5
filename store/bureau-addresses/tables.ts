import type { Generated } from 'kysely';
import type { ReportKind, ReportState } from '../../domain/bureau/address-to-report.ts';
import type { Json, Optional, Sealed } from '../postgres/columns.ts';

/** The addresses that the provider reports to its bureaus. */
export interface BureauAddressesTable {
  /** The provider's number of the report (IspId). */
  id: Generated<number>;
  account: string;
  kind: ReportKind;
  from_ip: string;
  to_ip: string;
  /** All that was entered: it may name a customer and a contact. */
  content: Sealed;
  state: ReportState;
  /** What the bureau answered, by codes. */
  codes: Json<readonly string[]>;
  /** The bureau's id of the report. */
  miit_id: Optional<string>;
  entered_by: string;
  entered_at: Date;
  answered_at: Optional<Date>;
}
