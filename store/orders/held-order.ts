/** Holding an order: while a transaction holds an order, no step is written and nobody else edits it. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';
import { selectOrders } from './order-row.ts';

/**
 * A query, to be executed alone or joined with more, that holds the rows of an order and of its case until the transaction
 * ends. Every transaction that holds both takes them in this order, so that no two wait for each other. Rows that refer to
 * the case may be added meanwhile.
 */
export const holdingOrder = (trx: Database, orderId: OrderId) =>
  selectOrders(trx).where('orders.id', '=', orderId).forUpdate('orders').forNoKeyUpdate('cases');
