/** Orders in progress that are about an entity on record, or about one of its domains. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';

export interface OpenOrder {
  id: OrderId;
  type: OrderType | undefined;
  province: Province | undefined;
  stage: Stage;
  visit: number;
  /** Now, on the order's own clock. */
  at: Instant;
}

/** In the order of their numbers. `domains` are registrable. */
export async function openOrdersOn(
  db: Database,
  { entityId, domains, now }: { entityId: string; domains: readonly string[]; now: Instant },
): Promise<OpenOrder[]> {
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'type', 'province', 'stage', 'visit', 'clock_skew_ms'])
    .where('holds_place', '=', true)
    .where(
      sql<boolean>`(
        certificate_index = (select certificate_index from record_entities where id = ${entityId})
        or exists (select from order_domains where order_id = orders.id and domain = any(${sql.val([...domains])})))`,
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id, type, province, stage, visit, clock_skew_ms: skew }) => ({
    id,
    type: type ?? undefined,
    province: province ?? undefined,
    stage,
    visit,
    at: instant(now + skew),
  }));
}
