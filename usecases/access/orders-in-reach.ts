/** Finds the order a request is about. What lies outside the caller's reach does not exist for them. */
import { z } from 'zod';
import type { OrderId } from '../../domain/identifiers.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import type { Permission } from '../../api/auth/access.ts';
import { reaches, type Caller } from '../../api/auth/caller.ts';
import type { Api } from '../../api/dependencies.ts';
import { isWritten, type WrittenOrder } from '../drafting/draft.ts';
import { orderNumber } from '../../api/http/identifiers.ts';
import { problem } from '../../api/http/problems.ts';

export const orderPath = z.object({ orderId: orderNumber });

export async function findOrder(
  { database, vault }: Pick<Api, 'database' | 'vault'>,
  caller: Caller,
  permission: Permission,
  orderId: string,
): Promise<Order> {
  const order = await readOrder(database, vault, orderId as OrderId);
  if (order === undefined || !reaches(caller, permission, order.accountId)) throw problem('ORDER_NOT_FOUND');
  return order;
}

/** The same for what needs the form; an erased order has none any more. */
export async function findWrittenOrder(
  api: Pick<Api, 'database' | 'vault'>,
  caller: Caller,
  permission: Permission,
  orderId: string,
): Promise<WrittenOrder> {
  const order = await findOrder(api, caller, permission, orderId);
  if (!isWritten(order)) throw problem('ERASED');
  return order;
}
