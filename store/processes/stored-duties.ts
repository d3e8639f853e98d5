/** Reads with what the process of an order's duties begins again. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { StoredDuties } from '../../domain/lifecycle/stored-process.ts';
import { present } from '../../domain/present.ts';
import { listDuties } from '../duties/duties.ts';
import { filingTime, holdOrder } from '../orders/orders.ts';
import { fromDate, inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { lastStepOf, undeliveredSteps } from './last-step.ts';
import { readDutiesFacts } from './process-rows.ts';
import type { DutiesFacts } from './tables.ts';

/** Where the duties stand, and of what they depend; the terms are unknown for duties that began under earlier versions. */
export type ReadDuties = StoredDuties & Pick<DutiesFacts, 'issuedOn' | 'startedAt'>;

/** Read while no step can be written. Undefined when there is no such order, or it was never approved. */
export function readStoredDuties(db: Database, vault: Vault, orderId: OrderId): Promise<ReadDuties | undefined> {
  return inTransaction(db, async (trx) => {
    const order = await holdOrder(trx, vault, orderId);
    const begun = order && (await dutiesFacts(trx, orderId, order.progress?.issuedOn));
    if (order === undefined || begun === undefined) return undefined;
    const { issuedOn, startedAt, terms } = begun;
    const last = await lastStepOf(trx, orderId, 'obligations');
    const duties = await listDuties(trx, { orderId });
    return {
      steps: last?.seq ?? 0,
      lastAt: last?.at ?? startedAt,
      ...(order.clockSkewMs === 0 ? {} : { ownTime: filingTime(order, Date.now()) }),
      undelivered: await undeliveredSteps(trx, orderId, 'obligations'),
      duties: duties.map(({ orderId: _orderId, ...duty }) => duty),
      ...present({ terms }),
      issuedOn,
      startedAt,
    };
  });
}

/** What the duties began with: stored beside them, or for earlier ones said by the step that completed the order. */
async function dutiesFacts(
  db: Database,
  orderId: OrderId,
  issuedOn: string | undefined,
): Promise<DutiesFacts | undefined> {
  const known = await readDutiesFacts(db, orderId);
  if (known?.issuedOn !== undefined && known.startedAt !== undefined) return known;
  const completed = await db
    .selectFrom('audit')
    .select('at')
    .where('case_id', '=', orderId)
    .where('to_stage', '=', 'COMPLETED')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  if (completed === undefined || issuedOn === undefined) return undefined;
  return { ...present({ terms: known?.terms }), issuedOn, startedAt: fromDate(completed.at) };
}
