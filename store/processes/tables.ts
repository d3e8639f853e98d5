/** The table of processes that should run. */
import type { DutyTerms } from '../../domain/duties/duty-terms.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Defaulted, NullableJson, Optional, Sealed } from '../postgres/columns.ts';

/** Processes that write steps, by the names that messages have for them too (`messages.source`). */
export type ProcessName = 'filing' | 'obligations' | 'inspection';

export interface FiledWebsite {
  websiteId: string;
  number: string;
  incomeGenerating: boolean;
}

/** What the process of an order's duties began with; absent in rows of before it was stored. */
export interface DutiesFacts {
  issuedOn: string;
  startedAt: Instant;
  /** The websites they are about, where the order's came on record one by one; they may have left the order since (R-BUR-4). */
  websites?: FiledWebsite[];
  /** Set by its first step. */
  terms?: DutyTerms;
}

export interface ProcessesTable {
  case_id: CaseId;
  process: ProcessName;
  /** Wall time, like all instants here. */
  opened_at: Defaulted<Date>;
  /** When the process had only to end; null as long as it should run. */
  ended_at: Optional<Date>;
  facts: NullableJson<DutiesFacts>;
  /** How often it was started again since `restarted_at`, within a day. */
  restarts: Defaulted<number>;
  restarted_at: Optional<Date>;
  /** Since when Temporal is known to have it otherwise. */
  differs_since: Optional<Date>;
  /** When somebody asked to end the order because its filing cannot go on, and who; see `endings.ts`. */
  ending_asked_at: Optional<Date>;
  ending_asked_by: Optional<string>;
  ending_reason: Optional<Sealed>;
  /** Who agreed, as the second person. */
  ending_agreed_by: Optional<string>;
}
