/** Every type of order with its row. Only this table says how types differ. */
import { ADDING } from './adding.ts';
import { CHANGE } from './change.ts';
import { ORDER_TYPES, type OrderType } from './order-type.ts';
import { REMOVAL } from './removal.ts';
import type { Family, OrderTypeRow } from './row.ts';
import { TRANSFER } from './transfer.ts';

const ROWS: Readonly<Record<OrderType, OrderTypeRow>> = { ...ADDING, ...TRANSFER, ...CHANGE, ...REMOVAL };

export const rowOf = (type: OrderType): OrderTypeRow => ROWS[type];

/** The types of a family, for policies that hold for all of them. */
export const typesOf = (family: Family): OrderType[] => ORDER_TYPES.filter((type) => rowOf(type).family === family);
