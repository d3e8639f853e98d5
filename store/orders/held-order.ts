/** Holding an order: while a transaction holds one, no step is written and nobody else edits it. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';
import { selectOrders } from './order-row.ts';

/**
 * To be executed, alone or with more joined to it: holds the rows of an order and of its case until the transaction ends. Whoever
 * holds both takes them in this order, so that nobody waits for each other. Rows that point at the case may be added meanwhile.
 */
export const holdingOrder = (trx: Database, orderId: OrderId) =>
  selectOrders(trx).where('orders.id', '=', orderId).forUpdate('orders').forNoKeyUpdate('cases');
