/** Orders in progress that were made from another record than MIIT has now: operators have a task about each, and are told of it. */
import type { OrderId } from '../../domain/identifiers.ts';
import { isDrafting } from '../../domain/lifecycle/stage.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { present } from '../../domain/present.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { caseKeyIfReadable } from '../cases/case-key.ts';
import { tellDesk } from '../messages/tell-desk.ts';
import { openOrdersOn, type OpenOrder } from '../orders/open-orders-on.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { openTask } from '../tasks/tasks.ts';
import type { RecordHere } from './record-here.ts';

const TASK: TaskKind = 'RECORD_CHANGED';
/** Marks messages that no process of the order has written. */
const SOURCE = 'record';

interface ChangedRecord {
  /** As it stood before the change. */
  record: RecordHere;
  now: Instant;
  /** Mailbox of the provider's filing desk. */
  deskEmail: string;
}

/**
 * Opens a task about each and writes the message that says so (N-16), and returns the orders. Nobody is told again while the task is
 * open. Must be called in the transaction that changed the record.
 */
export async function noteContradicted(
  trx: Database,
  vault: Vault,
  { record, now, deskEmail }: ChangedRecord,
): Promise<OrderId[]> {
  const domains = record.websites.map(({ domain }) => domain);
  const orders = (await openOrdersOn(trx, { entityId: record.id, domains, now })).filter(contradicts);
  for (const order of orders) {
    const { id: caseId, visit, at } = order;
    const isNew = await openTask(trx, { caseId, kind: TASK, visit, at });
    // Each change of a record makes its next version, so each may be told once.
    if (isNew) await tellOf(trx, vault, order, { seq: record.version + 1, deskEmail });
  }
  return orders.map(({ id }) => id);
}

/** An order for which MIIT issues the entity's number expects no record; a draft is judged when it is submitted. */
const contradicts = ({ type, stage }: OpenOrder): boolean =>
  !isDrafting(stage) && type !== undefined && rowOf(type).issues !== 'ENTITY_AND_WEBSITES';

async function tellOf(
  trx: Database,
  vault: Vault,
  { id: caseId, at, stage: step, type, province }: OpenOrder,
  { seq, deskEmail }: { seq: number; deskEmail: string },
): Promise<void> {
  const key = await caseKeyIfReadable(trx, vault, caseId);
  const params = { facts: { step, task: TASK }, ...present({ type, province }) };
  await tellDesk(trx, vault, { caseId, source: SOURCE, seq, at, key }, { params, deskEmail });
}
