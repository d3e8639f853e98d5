/** An order's row with what its case knows of it. */
import type { Selectable } from 'kysely';
import type { CasesTable } from '../cases/tables.ts';
import type { Database } from '../postgres/database.ts';
import type { OrdersTable } from './tables.ts';

type OfItsCase = Pick<Selectable<CasesTable>, 'wrapped_key' | 'erased_at' | 'audit_length' | 'audit_head'>;

export type OrderRow = Selectable<OrdersTable> & OfItsCase;

export const selectOrders = (db: Database) =>
  db
    .selectFrom('orders')
    .innerJoin('cases', 'cases.id', 'orders.id')
    .selectAll('orders')
    .select(['cases.wrapped_key', 'cases.erased_at', 'cases.audit_length', 'cases.audit_head']);
