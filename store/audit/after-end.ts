/**
 * Refusals that no process writes: of signals for an order that has ended (R-SM-8), and of actions that the stored state refuses and
 * an operator must look at.
 */
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { RefusedHere } from '../../domain/lifecycle/refused-here.ts';
import { present } from '../../domain/present.ts';
import type { Actor } from '../../domain/role.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { actionName, appendAudit } from './append-audit.ts';
import { readOutcome, type ActionOutcome } from './history.ts';
import { keyOf } from '../cases/case-key.ts';
import { holdingOrder } from '../orders/held-order.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { announcement } from '../steps/announcement.ts';
import { openTask } from '../tasks/tasks.ts';

export interface AfterEnd {
  orderId: OrderId;
  at: Instant;
  actor: Actor;
  action: string;
  actionId: ActionId;
  detail?: string;
  /** Why the signal changes nothing, and what an operator must look at. */
  refused: RefusedHere;
}

/**
 * Writes the refusal into the order's history. A repeat gets the first outcome. Throws when there is no such order.
 */
export function recordAfterEnd(db: Database, vault: Vault, late: AfterEnd): Promise<ActionOutcome> {
  return inTransaction(db, async (trx) => {
    const order = await holdingOrder(trx, late.orderId).executeTakeFirstOrThrow();
    const before = await readOutcome(trx, vault, late.orderId, late.actionId);
    if (before !== undefined) return before;
    const cause: Cause = {
      actor: late.actor,
      action: late.action,
      actionId: late.actionId,
      outcome: 'REFUSED',
      reason: late.refused.reason,
      ...present({ detail: late.detail }),
    };
    const { stage, visit, round } = order;
    const caseId = late.orderId;
    const entry = { seq: undefined, at: late.at, cause, from: stage, to: stage, visit, round };
    await appendAudit(trx, { caseId, key: keyOf(vault, order), mac: vault.auditMac, head: order, entries: [entry] })
      .selectNoFrom(announcement({ caseId, seq: 0, actionId: late.actionId }))
      .execute();
    for (const kind of late.refused.tasks ?? []) {
      await openTask(trx, { caseId, kind, visit, at: late.at });
    }
    return {
      actionId: late.actionId,
      action: actionName(late.action),
      outcome: 'REFUSED',
      reason: late.refused.reason,
      detail: late.detail,
      items: undefined,
      at: late.at,
      from: stage,
      to: stage,
      visit,
      seq: undefined,
    };
  });
}
