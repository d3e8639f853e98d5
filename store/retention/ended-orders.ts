/** Orders that have ended and whose data is still there, with what decides how long it is kept (§16.4). */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import { endKindOf, type EndKind } from '../../domain/lifecycle/end-kind.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import { present } from '../../domain/present.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';

export interface EndedOrder {
  id: OrderId;
  kind: EndKind;
  scope: { province?: Province; orderType?: OrderType };
  /** When the order entered its last state, on its own clock. */
  enteredAt: Instant;
  /** When its data began to be needed no more: the end of the order, or of its record. Absent while the record lives. */
  endedAt?: Instant;
  /** Filing time minus wall time; 0 in production. */
  clockSkewMs: number;
}

/** Where a page goes on. */
export type EndedPlace = Pick<EndedOrder, 'enteredAt' | 'id'>;

/**
 * Joined to `orders`: the record of a completed order, which lives as long as an entity is on record that the order wrote, that has
 * the order's certificate, or that its account had on record when the order was completed (an account has one at a time).
 */
export const RECORD_OF_ORDER = sql`
  left join lateral (
      select bool_or(entity.status <> 'DEREGISTERED') as lives, max(entity.changed_at) as ended_at
      from record_entities entity
      where orders.stage = 'COMPLETED' and (
        entity.order_id = orders.id
        or entity.certificate_index = orders.certificate_index
        or (entity.account_id = orders.account_id
          and entity.issued_on::date <= (orders.entered_at at time zone 'Asia/Shanghai')::date)
        or exists (select from record_websites website
          where website.entity_id = entity.id and website.order_id = orders.id))
    ) record on true`;

/** Ended orders that are not erased, those that ended first at the head. One whose filing or duties should still run is left out. */
export async function endedOrders(
  db: Database,
  { before, after, limit }: { before: Instant; after?: EndedPlace | undefined; limit: number },
): Promise<EndedOrder[]> {
  const { rows } = await sql<EndedRow>`
    select orders.id, orders.stage, orders.province, orders.type, orders.entered_at, orders.clock_skew_ms,
      move.from_stage, move.action, record.lives, record.ended_at
    from orders
    join cases on cases.id = orders.id
    left join lateral (
      select from_stage, action from audit
      where case_id = orders.id and to_stage = orders.stage and from_stage <> to_stage
      order by position desc limit 1
    ) move on true
    ${RECORD_OF_ORDER}
    where orders.stage in ('COMPLETED', 'ABANDONED')
      and orders.form is not null
      and cases.wrapped_key is not null
      and orders.entered_at <= ${toDate(before)}::timestamptz + orders.clock_skew_ms * interval '1 millisecond'
      and ${after === undefined ? sql`true` : sql`(orders.entered_at, orders.id) > (${toDate(after.enteredAt)}, ${after.id})`}
      and not exists (select from processes where processes.case_id = orders.id and processes.ended_at is null)
    order by orders.entered_at, orders.id
    limit ${limit}`.execute(db);
  return rows.map(toEnded);
}

interface EndedRow {
  id: OrderId;
  stage: 'COMPLETED' | 'ABANDONED';
  province: Province | null;
  type: OrderType | null;
  entered_at: Date;
  clock_skew_ms: number;
  from_stage: Stage | null;
  action: string | null;
  lives: boolean | null;
  ended_at: Date | null;
}

function toEnded(row: EndedRow): EndedOrder {
  const { from_stage: from, action, lives } = row;
  const entered = fromDate(row.entered_at);
  const recordEnded = fromOptionalDate(row.ended_at) ?? entered;
  return {
    id: row.id,
    kind: endKindOf(row.stage, from === null || action === null ? undefined : { from, action }),
    scope: present({ province: row.province ?? undefined, orderType: row.type ?? undefined }),
    enteredAt: entered,
    ...(lives === true ? {} : { endedAt: instant(Math.max(entered, recordEnded)) }),
    clockSkewMs: row.clock_skew_ms,
  };
}
