import type { Generated } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import type { UNFILED_STATES } from '../../domain/bureau/unfiled-report.ts';
import type { Defaulted, Optional } from '../postgres/columns.ts';

/** Websites without a filing that the bureaus found on the provider's addresses. */
export interface BureauUnfiledTable {
  id: Generated<number>;
  account: string;
  domain: string;
  address: string;
  /** Number of the carrier at the bureau. */
  carrier: string;
  province: Optional<string>;
  state: Defaulted<(typeof UNFILED_STATES)[number]>;
  told_at: Date;
  /** The registrable domain, by which the access gate decides. */
  gate_domain: Optional<string>;
  /** Until when the bureau has to hear what was done; null in rows of the version before. */
  due_at: Optional<Date>;
  /** When the provider's own systems were asked whose server it is, and what they said. */
  asked_at: Optional<Date>;
  instance_id: Optional<string>;
  account_id: Optional<AccountId>;
  /** When the website was found on record. */
  closed_at: Optional<Date>;
  /** What was done, by the bureau's code, and who reported it. */
  handling: Optional<number>;
  reported_by: Optional<string>;
  reported_at: Optional<Date>;
}
