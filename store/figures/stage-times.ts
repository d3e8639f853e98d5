/** How long orders stay in each state, in business days, from the audit trail (A-150). */
import { sql, type RawBuilder } from 'kysely';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { Database } from '../postgres/database.ts';

/** Which orders are counted, and which of their changes: those from this day on and before that day, as China counts days. */
export interface FiguresAsked {
  readonly from: string;
  readonly before: string;
  readonly province?: Province | undefined;
  readonly type?: OrderType | undefined;
}

/** A day, and how many business days there were up to it since some first day. */
export interface CountedDay {
  readonly day: string;
  readonly businessDays: number;
}

export interface StageTime {
  readonly stage: Stage;
  readonly stays: number;
  /** In business days: half of the stays were not longer. */
  readonly median: number;
  /** Nine in ten were not longer. */
  readonly ninetieth: number;
}

/**
 * Every change of state that was applied in the period, with the instant of the change before. It reads the changes of the period by
 * their index (`audit_changes_by_time`), and for each the one before it by the key of the trail, however long the trail is.
 */
export const changes = ({ from, before, province, type }: FiguresAsked): RawBuilder<unknown> => sql`
  with period as materialized (
    select case_id, from_stage, to_stage, at, position from audit
    where outcome = 'APPLIED' and from_stage <> to_stage
      and at >= ${from}::timestamp at time zone 'Asia/Shanghai' and at < ${before}::timestamp at time zone 'Asia/Shanghai'
  )
  select period.*, orders.type, orders.province,
    (select earlier.at from audit as earlier
      where earlier.case_id = period.case_id and earlier.position < period.position
        and earlier.outcome = 'APPLIED' and earlier.from_stage <> earlier.to_stage
      order by earlier.position desc limit 1) as entered_at
  from period join orders on orders.id = period.case_id
  where true
    ${province === undefined ? sql`` : sql`and orders.province = ${province}`}
    ${type === undefined ? sql`` : sql`and orders.type = ${type}`}`;

/** Stays that ended in the period. A stay counts the business days after the one on which it began. */
export async function stageTimes(db: Database, asked: FiguresAsked, days: readonly CountedDay[]): Promise<StageTime[]> {
  const { rows } = await sql<StageTime>`
    with changed as (${changes(asked)}),
      counted as (
        select * from unnest(${days.map(({ day }) => day)}::date[], ${days.map((each) => each.businessDays)}::int[])
          as counted(day, business_days)
      )
    select from_stage as stage, count(*)::int as stays,
      percentile_cont(0.5) within group (order by ended.business_days - began.business_days) as median,
      percentile_cont(0.9) within group (order by ended.business_days - began.business_days) as ninetieth
    from changed
      join counted as began on began.day = (entered_at at time zone 'Asia/Shanghai')::date
      join counted as ended on ended.day = (at at time zone 'Asia/Shanghai')::date
    group by from_stage`.execute(db);
  return rows;
}
