/** Opening an order (R-ORD-1, R-ORD-11). */
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { StoredContent } from '../../domain/order/content.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { holderOfPlace } from './place.ts';
import { keepDomains } from './reservations.ts';
import type { WebsiteDomain } from '../../domain/order/registrable-domains.ts';
import { formColumns } from './sealed-form.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

export interface NewOrder {
  id: OrderId;
  accountId: AccountId;
  openedAt: Instant;
  clockSkewMs?: number;
  type?: OrderType;
  /** What is given with the order at first; an empty form when nothing is. */
  form?: StoredContent;
  /** Registrable domains of the form's websites. */
  domains?: readonly WebsiteDomain[];
  copiedFrom?: OrderId;
}

export type OpenedOrder =
  | { opened: true; conflicts: WebsiteDomain[] }
  /** The account's one place is taken (R-ORD-11). */
  | { opened: false; heldBy: OrderId };

/**
 * Opens an order in `DRAFT`. Two callers at once get one order and one refusal that names the order in progress
 * (R-ORD-1, R-ORD-11). Opening the same order again is a repeat and succeeds.
 */
export function openOrder(db: Database, vault: Vault, order: NewOrder): Promise<OpenedOrder> {
  return inTransaction(db, async (trx) => {
    const { key, wrapped } = vault.newKey(order.id);
    const form: StoredContent = order.form ?? { entity: {}, people: {}, websites: {} };
    const openedAt = toDate(order.openedAt);
    const inserted = await trx
      .with('opened', (query) =>
        query
          .insertInto('orders')
          .values({
            id: order.id,
            account_id: order.accountId,
            stage: 'DRAFT',
            visit: 1,
            round: 0,
            entered_at: openedAt,
            opened_at: openedAt,
            edited_at: openedAt,
            waiting_on: 'applicant',
            clock_skew_ms: order.clockSkewMs ?? 0,
            copied_from: order.copiedFrom ?? null,
            type: order.type ?? null,
            form_version: 1,
            ...formColumns(vault, key, form),
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning(['id', 'account_id', 'opened_at']),
      )
      .with('should_run', (query) =>
        query
          .insertInto('processes')
          .columns(['case_id', 'process'])
          .expression((rows) =>
            rows
              .selectFrom('opened')
              .select('id')
              .select((eb) => eb.val('filing' as const).as('process')),
          ),
      )
      .insertInto('cases')
      .columns(['id', 'account_id', 'opened_at', 'kind', 'wrapped_key'])
      .expression((query) =>
        query
          .selectFrom('opened')
          .select(['id', 'account_id', 'opened_at'])
          .select((eb) => [eb.val('ORDER' as const).as('kind'), eb.val(wrapped).as('wrapped_key')]),
      )
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined) {
      return { opened: true, conflicts: await keepDomains(trx, order.id, order.domains ?? []) };
    }
    const holder = await holderOfPlace(trx, order.accountId);
    if (holder === undefined) throw new Error(`order number ${order.id} is taken`);
    return holder === order.id ? { opened: true, conflicts: [] } : { opened: false, heldBy: holder };
  });
}
