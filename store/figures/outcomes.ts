/** How reviews ended, how much came in and went out, and what became of messages and face checks. */
import { sql } from 'kysely';
import type { Finding } from '../../domain/finding.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import type { MessageChannel } from '../../domain/messages/notice.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import { itemsAt } from '../audit/sealed-text.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import type { Database } from '../postgres/database.ts';
import type { MessageStatus } from '../messages/tables.ts';
import type { LivenessStatus } from '../proofs/tables.ts';
import { openIfReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { changes, type FiguresAsked } from './stage-times.ts';

export interface ReviewOutcomes {
  readonly province: Province | null;
  readonly type: OrderType | null;
  /** Of the provider's first review. */
  readonly passed: number;
  readonly returned: number;
  /** Of the bureau's review. */
  readonly approved: number;
  readonly rejected: number;
}

/** Reviews that ended in the period, by province and type. An order that ended or expired in review counts as neither. */
export async function reviewOutcomes(db: Database, asked: FiguresAsked): Promise<ReviewOutcomes[]> {
  const { rows } = await sql<ReviewOutcomes>`
    select province, type,
      count(*) filter (where from_stage = 'PRELIM_REVIEW'
        and to_stage not in ('PRELIM_REJECTED', 'ABANDONED', 'EXPIRED', 'RETURNED_FOR_TYPE'))::int as passed,
      count(*) filter (where from_stage = 'PRELIM_REVIEW' and to_stage in ('PRELIM_REJECTED', 'RETURNED_FOR_TYPE'))::int as returned,
      count(*) filter (where from_stage = 'BUREAU_REVIEW' and to_stage in ('BUREAU_APPROVED', 'COMPLETED'))::int as approved,
      count(*) filter (where from_stage = 'BUREAU_REVIEW' and to_stage = 'BUREAU_REJECTED')::int as rejected
    from (${changes(asked)}) as changed
    where from_stage in ('PRELIM_REVIEW', 'BUREAU_REVIEW')
    group by province, type
    order by province, type`.execute(db);
  return rows;
}

export interface Throughput {
  /** First day of the week. */
  readonly week: string;
  readonly submitted: number;
  readonly handedOver: number;
  readonly completed: number;
  readonly ended: number;
}

export async function throughput(db: Database, asked: FiguresAsked): Promise<Throughput[]> {
  const { rows } = await sql<Throughput>`
    select to_char(date_trunc('week', at at time zone 'Asia/Shanghai'), 'YYYY-MM-DD') as week,
      count(*) filter (where to_stage = 'PRELIM_REVIEW')::int as submitted,
      count(*) filter (where from_stage = 'READY_FOR_BUREAU' and to_stage in ('SMS_PENDING', 'BUREAU_REVIEW'))::int as "handedOver",
      count(*) filter (where to_stage = 'COMPLETED')::int as completed,
      count(*) filter (where to_stage in ('ABANDONED', 'EXPIRED'))::int as ended
    from (${changes(asked)}) as changed
    group by 1 order by 1`.execute(db);
  return rows;
}

/** Returns that are opened for their reasons; the newest count. */
const MOST_RETURNS = 2_000;

/** The codes of the reasons with which orders went back, most frequent first. The reasons are sealed, so only so many are opened. */
export async function returnReasons(
  db: Database,
  vault: Vault,
  asked: FiguresAsked,
): Promise<{ code: string; orders: number }[]> {
  const { rows } = await sql<{ case_id: CaseId; position: number; items: Buffer; wrapped_key: Buffer }>`
    select audit.case_id, audit.position, audit.items, cases.wrapped_key
    from (${changes(asked)}) as changed
      join audit on audit.case_id = changed.case_id and audit.position = changed.position
      join cases on cases.id = audit.case_id
    where changed.to_stage in ('PRELIM_REJECTED', 'BUREAU_REJECTED', 'PHOTO_REJECTED')
      and audit.items is not null and cases.wrapped_key is not null
    order by changed.at desc
    limit ${MOST_RETURNS}`.execute(db);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = keyIfReadable(vault, { id: row.case_id, wrapped_key: row.wrapped_key });
    const items: Finding[] = (key && openIfReadable(key, itemsAt(row.position), row.items)) ?? [];
    for (const code of new Set(items.map((item) => item.code))) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts]
    .map(([code, orders]) => ({ code, orders }))
    .toSorted((a, b) => b.orders - a.orders || a.code.localeCompare(b.code));
}

export const messagesByStatus = (
  db: Database,
  { from, before }: FiguresAsked,
): Promise<{ channel: MessageChannel; status: MessageStatus; messages: number }[]> =>
  db
    .selectFrom('messages')
    .select((eb) => ['channel', 'status', eb.fn.countAll<number>().as('messages')])
    .where(sql<boolean>`at >= ${from}::timestamp at time zone 'Asia/Shanghai'`)
    .where(sql<boolean>`at < ${before}::timestamp at time zone 'Asia/Shanghai'`)
    .groupBy(['channel', 'status'])
    .orderBy('channel')
    .orderBy('status')
    .execute();

export const faceChecksByStatus = (
  db: Database,
  { from, before }: FiguresAsked,
): Promise<{ status: LivenessStatus; checks: number }[]> =>
  db
    .selectFrom('liveness_sessions')
    .select((eb) => ['status', eb.fn.countAll<number>().as('checks')])
    .where(sql<boolean>`started_at >= ${from}::timestamp at time zone 'Asia/Shanghai'`)
    .where(sql<boolean>`started_at < ${before}::timestamp at time zone 'Asia/Shanghai'`)
    .groupBy('status')
    .orderBy('status')
    .execute();
