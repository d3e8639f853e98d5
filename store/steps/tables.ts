/** The table of written steps. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { StepAnswer } from '../../domain/lifecycle/step.ts';
import type { Defaulted, Json } from '../postgres/columns.ts';

export interface StepsTable {
  order_id: OrderId;
  seq: number;
  answer: Json<StepAnswer>;
  written_at: Defaulted<Date>;
}
