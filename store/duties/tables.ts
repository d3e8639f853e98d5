/** The table of the duties after an approval. */
import type { DutyKind, DutyState } from '../../domain/duties/duty.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Optional } from '../postgres/columns.ts';

export interface DutiesTable {
  order_id: OrderId;
  /** Of the order's form: `W1`, `W2`, … */
  website_id: string;
  kind: DutyKind;
  domain: string;
  number: string;
  state: DutyState;
  due_at: Optional<Date>;
  /** Length of the term in calendar days. */
  due_days: Optional<number>;
  opened_at: Date;
  closed_at: Optional<Date>;
  psb_number: Optional<string>;
  reminders_passed: number;
}
