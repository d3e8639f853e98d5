/** People who read more in clear on one day than policy says. Each is noticed once a day. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { OrderId } from '../../domain/identifiers.ts';
import type { ReadSubject } from '../../domain/reads/read.ts';
import {
  atTimeOfDay,
  calendarDays,
  datePlus,
  type CivilDate,
  type Instant,
  type TimeOfDay,
} from '../../domain/time/instant.ts';
import { readCursor } from '../postgres/cursor.ts';
import { fromDate, toDate, type Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';

export interface MuchRead {
  readerId: string;
  reads: number;
  /** The order that was read last, where one was among them. */
  orderId: OrderId | undefined;
}

const MIDNIGHT = '00:00' as TimeOfDay;

/**
 * Staff who read more than is `usual` on a day and were not noticed yet. What belongs to the reader's own account does not count, nor
 * do the questions of the filing desk.
 */
export async function readersAbove(db: Database, day: CivilDate, usual: number): Promise<MuchRead[]> {
  const rows = await inClearOn(db, day)
    .select((eb) => ['reader_id', eb.fn.sum<number>('count').as('reads')])
    .select(
      sql<OrderId | null>`(array_agg(order_id order by id desc) filter (where order_id is not null))[1]`.as('last'),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('read_alarms')
            .select('day')
            .whereRef('read_alarms.reader_id', '=', 'data_reads.reader_id')
            .where('day', '=', day),
        ),
      ),
    )
    .groupBy('reader_id')
    .having((eb) => eb.fn.sum('count'), '>', usual)
    .execute();
  return rows.map(({ reader_id: readerId, reads, last }) => ({
    readerId,
    reads,
    orderId: last ?? undefined,
  }));
}

export interface ReadAlarm extends MuchRead {
  day: CivilDate;
  raisedAt: Instant;
  usual: number;
}

/** Notices it. False when somebody has done so before. */
export async function raiseAlarm(
  trx: Database,
  { readerId, reads, orderId, day, raisedAt, usual }: ReadAlarm,
): Promise<boolean> {
  const raised = await trx
    .insertInto('read_alarms')
    .values({ reader_id: readerId, day, raised_at: toDate(raisedAt), reads, usual, order_id: orderId ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('day')
    .executeTakeFirst();
  return raised !== undefined;
}

/** How many were raised, on one day or in all. */
export async function countAlarms(db: Database, on?: CivilDate): Promise<number> {
  const all = db.selectFrom('read_alarms').select((eb) => eb.fn.countAll<number>().as('count'));
  const { count } = await (on === undefined ? all : all.where('day', '=', on)).executeTakeFirstOrThrow();
  return count;
}

/** How much staff were shown in clear on a day, by what it was. */
export async function clearReadsOn(db: Database, day: CivilDate): Promise<Map<ReadSubject, number>> {
  const rows = await inClearOn(db, day)
    .select((eb) => ['subject', eb.fn.sum<number>('count').as('reads')])
    .groupBy('subject')
    .execute();
  return new Map(rows.map(({ subject, reads }) => [subject, reads]));
}

/** What was shown in clear to others than the owner, and not as the daily work of the role. */
const inClearOn = (db: Database, day: CivilDate) =>
  db
    .selectFrom('data_reads')
    .where('shown', '=', 'CLEAR')
    .where('ground', 'in', ['CLAIM', 'REASON'])
    .where('at', '>=', toDate(atTimeOfDay(day, MIDNIGHT)))
    .where('at', '<', toDate(atTimeOfDay(datePlus(day, calendarDays(1)), MIDNIGHT)));

/** One page, newest day first. Throws `CursorError` for a cursor that was not given out here. */
export async function alarmPage(db: Database, { limit, cursor }: PageRequest): Promise<Page<ReadAlarm>> {
  let query = db.selectFrom('read_alarms').selectAll();
  if (cursor !== undefined) {
    const [day, readerId] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(day, reader_id) < (${day}::date, ${readerId}::text)`);
  }
  const rows = await query
    .orderBy('day', 'desc')
    .orderBy('reader_id', 'desc')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, (row) => [row.day, row.reader_id]),
    (row) => ({
      readerId: row.reader_id,
      day: row.day,
      raisedAt: fromDate(row.raised_at),
      reads: row.reads,
      usual: row.usual,
      orderId: row.order_id ?? undefined,
    }),
  );
}

const placeSchema = z.tuple([z.iso.date(), z.string()]);
