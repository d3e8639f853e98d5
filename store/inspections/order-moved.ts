/** Tells inspections where the order stands that answers them: with the bureau, back again, or over. */
import type { ActionId, CaseId, OrderId } from '../../domain/identifiers.ts';
import type { OrderPlace } from '../../domain/inspection/inspection.ts';
import { placeOf } from '../../domain/inspection/order-place.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { Actor } from '../../domain/role.ts';
import { instant } from '../../domain/time/instant.ts';
import { oweSignals } from '../owed/owed-signals.ts';
import type { Database } from '../postgres/database.ts';

const FILING: Actor = { id: 'filing', role: 'system', door: 'timer' };

/** With a step that takes the order elsewhere. Most steps do not, and ask nothing here. */
export async function tellInspections(
  trx: Database,
  { orderId, seq, from, to }: Pick<Step, 'orderId' | 'seq' | 'from' | 'to'>,
): Promise<void> {
  const place = placeOf(to);
  if (place === placeOf(from)) return;
  const rows = await trx
    .selectFrom('inspections')
    .select('case_id')
    .where('order_id', '=', orderId)
    .where('case_id', 'is not', null)
    .execute();
  const cases = rows.flatMap(({ case_id: caseId }) => caseId ?? []);
  await oweSignals(
    trx,
    cases.map((caseId) => signal(caseId, orderId, place, seq)),
    instant(Date.now()),
  );
}

/**
 * The same once, when the order is named as the answer. The order's row is held, so that a step written at the same moment either is
 * seen here or sees that it has to tell.
 */
export async function tellWhereOrderIs(trx: Database, caseId: CaseId, orderId: OrderId): Promise<void> {
  const order = await trx.selectFrom('orders').select('stage').where('id', '=', orderId).forShare().executeTakeFirst();
  if (order !== undefined) await tell(trx, caseId, orderId, order.stage);
}

async function tell(trx: Database, caseId: CaseId, orderId: OrderId, stage: Stage): Promise<void> {
  const place = placeOf(stage);
  if (place !== 'AT_PROVIDER') await oweSignals(trx, [signal(caseId, orderId, place, 0)], instant(Date.now()));
}

const signal = (caseId: CaseId, orderId: OrderId, place: OrderPlace, seq: number) => ({
  orderId: caseId,
  actionId: `orderMoved:${orderId}:${seq}` as ActionId,
  signal: { action: 'orderMoved', actor: FILING, data: { orderId, place } } as const,
});
