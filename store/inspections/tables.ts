/** The table of inspections (核查) of records. */
import type { Generated } from 'kysely';
import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import type { InspectionProgress, InspectionState } from '../../domain/inspection/inspection.ts';
import type { Found, Outcome } from '../../domain/inspection/found.ts';
import type { NullableJson, Optional } from '../postgres/columns.ts';

export interface InspectionsTable {
  id: Generated<string>;
  /** Of the entity or website, as MIIT's public record shows it. */
  number: string;
  /** Of the website; null for an entity. */
  domain: Optional<string>;
  found: Found;
  opened_at: Date;
  opened_by: string;
  /** The event that told it. */
  event_id: string;
  /** Until when it must be put right. */
  due_at: Date;
  /** Null while nobody has decided. */
  outcome: Optional<Outcome>;
  decided_at: Optional<Date>;
  decided_by: Optional<string>;
  /** Null until its case is opened, and for what was put right before inspections were cases. */
  case_id: Optional<CaseId>;
  /** Null, like the next, before the first step of its process. */
  state: Optional<InspectionState>;
  progress: NullableJson<InspectionProgress>;
  /** The order that answers it. */
  order_id: Optional<OrderId>;
}
