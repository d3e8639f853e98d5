/** Rows of the history that no process writes: what is done with an order's data, not with the order. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { holdingOrder } from '../orders/held-order.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { announcement } from '../steps/announcement.ts';
import { appendAudit } from './append-audit.ts';

export interface BesideSteps {
  orderId: OrderId;
  /** On the order's clock. */
  at: Instant;
  cause: Cause;
}

/**
 * Writes a row that leaves the order where it is. False when there is no such order, or its data is erased: then nothing can be done
 * with it any more.
 */
export function writeBesideSteps(db: Database, vault: Vault, { orderId, at, cause }: BesideSteps): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const order = await holdingOrder(trx, orderId).executeTakeFirst();
    if (order === undefined || order.wrapped_key === null) return false;
    const { stage, visit, round } = order;
    const entry = { seq: undefined, at, cause, from: stage, to: stage, visit, round };
    await appendAudit(trx, {
      caseId: orderId,
      key: keyIfReadable(vault, order),
      mac: vault.auditMac,
      head: order,
      entries: [entry],
    })
      .selectNoFrom(announcement({ caseId: orderId, seq: 0, actionId: cause.actionId }))
      .execute();
    return true;
  });
}
