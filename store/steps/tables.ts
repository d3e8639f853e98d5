/** The table of written steps. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Recorded } from '../../domain/lifecycle/progress.ts';
import type { Defaulted, Json } from '../postgres/columns.ts';

export interface StepsTable {
  order_id: OrderId;
  seq: number;
  answer: Json<Recorded>;
  written_at: Defaulted<Date>;
}
