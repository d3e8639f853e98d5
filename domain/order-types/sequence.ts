/**
 * Orders that one account needs for several websites, one after the other: an order files websites of one type only, and one
 * order of an account is in progress (R-ORD-1, R-ORD-3, R-ORD-5).
 */
import type { OrderType } from './order-type.ts';
import type { Family } from './row.ts';
import { rowOf } from './table.ts';

export interface TypedWebsite {
  websiteId: string;
  type: OrderType;
}

/** The websites that one order files. */
export interface OrderOfSequence {
  type: OrderType;
  websiteIds: [string, ...string[]];
}

/** What comes first: a transfer, then what adds a website to the record (R-ORD-3), then what is done to the record as it is. */
const ORDER_OF_FAMILIES = ['TRANSFER', 'ADDING', 'CHANGE', 'REMOVAL'] as const satisfies readonly Family[];

const placeOf = (type: OrderType): number => ORDER_OF_FAMILIES.indexOf(rowOf(type).family);

/** The orders by which these websites are filed, the first one first. */
export function inSequence(websites: readonly TypedWebsite[]): OrderOfSequence[] {
  const orders = new Map<OrderType, OrderOfSequence>();
  for (const { type, websiteId } of websites) {
    const known = orders.get(type);
    if (known === undefined) orders.set(type, { type, websiteIds: [websiteId] });
    else known.websiteIds.push(websiteId);
  }
  return [...orders.values()].toSorted((one, other) => placeOf(one.type) - placeOf(other.type));
}

/** Says in which order the websites are filed. */
export function oneAfterTheOther(orders: readonly OrderOfSequence[]): string {
  const told = orders.map(({ type, websiteIds }) => `${websiteIds.join(', ')} by an order of type ${type}`);
  return `These websites need orders of different types, which cannot be combined. File them one after the other: ${told.join('; then ')}. Take the later ones out of this order, and open the next order when this one is completed.`;
}
