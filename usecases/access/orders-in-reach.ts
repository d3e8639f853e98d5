/** Finds the order that a request is about. For the caller, orders outside their reach do not exist. */
import type { OrderId } from '../../domain/identifiers.ts';
import { ownerOfOrder, readOrder, type Order } from '../../store/orders/orders.ts';
import type { Permission } from './permissions.ts';
import { reaches, type Caller } from './caller.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { isWritten, type WrittenOrder } from '../drafting/draft.ts';
import { refusal } from '../refusal.ts';

export async function findOrder(
  { database, vault }: Pick<UseCaseDependencies, 'database' | 'vault'>,
  caller: Caller,
  permission: Permission,
  orderId: string,
): Promise<Order> {
  expectNoOther(caller, orderId);
  const order = await readOrder(database, vault, orderId as OrderId);
  if (order === undefined || !reaches(caller, permission, order.accountId)) throw refusal('ORDER_NOT_FOUND');
  return order;
}

/** The same for work that needs the form; an erased order has no form any more. */
export async function findWrittenOrder(
  deps: Pick<UseCaseDependencies, 'database' | 'vault'>,
  caller: Caller,
  permission: Permission,
  orderId: string,
): Promise<WrittenOrder> {
  const order = await findOrder(deps, caller, permission, orderId);
  if (!isWritten(order)) throw refusal('ERASED');
  return order;
}

/** Refuses when {@link findOrder} would, without opening anything of the order. */
export async function expectInReach(
  { database }: Pick<UseCaseDependencies, 'database'>,
  caller: Caller,
  permission: Permission,
  orderId: string,
): Promise<void> {
  expectNoOther(caller, orderId);
  const owner = await ownerOfOrder(database, orderId as OrderId);
  if (owner === undefined || !reaches(caller, permission, owner)) throw refusal('ORDER_NOT_FOUND');
}

/** Whom a code let in to one order reaches no other. */
function expectNoOther({ onlyOrder }: Caller, orderId: string): void {
  if (onlyOrder !== undefined && onlyOrder !== orderId) throw refusal('ORDER_NOT_FOUND');
}
