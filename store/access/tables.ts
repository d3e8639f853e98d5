/** Tables of the access gate: what the network may serve, and whose row has to be decided again. */
import type { Generated } from 'kysely';
import type { AccessReason } from '../../domain/access/reasons.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Defaulted, Optional } from '../postgres/columns.ts';

export interface GateRowsTable {
  /** Registrable, in ASCII form. */
  domain: string;
  serve: boolean;
  reason: AccessReason;
  number: Optional<string>;
  order_id: Optional<OrderId>;
  /** When it will be served, on the clock of its order or record. */
  opens_at: Optional<Date>;
  /** Since when this decision stands, by the wall clock. */
  since: Date;
  /** Numbers the changes of all rows; the row has that of its last one. */
  seq: number;
  /** When time alone may change the decision, by the wall clock. */
  recheck_at: Optional<Date>;
}

/** Domains whose row may not be right any more. Triggers write them, with the change that makes it so. */
export interface GateMarksTable {
  id: Generated<number>;
  domain: string;
}

/** How far each gateway of the network was told; named by its address. */
export interface GateDeliveriesTable {
  gateway: string;
  delivered_seq: number;
  /** Tries in a row that failed. */
  attempts: Defaulted<number>;
  next_try_at: Optional<Date>;
  /** The kind of the last error. */
  last_error: Optional<string>;
}
