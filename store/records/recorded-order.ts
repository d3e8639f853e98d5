import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** The order a record is written from. */
export interface RecordedOrder {
  orderId: OrderId;
  accountId: AccountId;
  form: OrderForm;
  at: Instant;
  issuedOn: string;
}
