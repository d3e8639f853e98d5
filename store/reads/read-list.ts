/** The record of reads, as auditors look through it. */
import { sql, type Selectable } from 'kysely';
import { z } from 'zod';
import type { Read, ReadDoor, ReadShown, ReadSubject } from '../../domain/reads/read.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readCursor } from '../postgres/cursor.ts';
import { fromDate, toDate, type Database } from '../postgres/database.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import type { DataReadsTable } from './tables.ts';

export interface ReadFilter {
  readerId?: string;
  orderId?: string;
  accountId?: string;
  recordNumber?: string;
  subject?: ReadSubject;
  door?: ReadDoor;
  shown?: ReadShown;
  /** From this instant on. */
  from?: Instant;
  /** Before this instant. */
  until?: Instant;
}

export interface WrittenRead extends Read {
  id: number;
  at: Instant;
}

/** One page, newest first. Throws `CursorError` for a cursor that was not given out here. */
export async function readPage(
  db: Database,
  filter: ReadFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<WrittenRead>> {
  const { readerId, orderId, accountId, recordNumber, subject, door, shown, from, until } = filter;
  const equal = {
    reader_id: readerId,
    order_id: orderId,
    account_id: accountId,
    record_number: recordNumber,
    subject,
    door,
    shown,
  };
  let query = db.selectFrom('data_reads').selectAll();
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(sql.ref(column), '=', value);
  }
  if (from !== undefined) query = query.where('at', '>=', toDate(from));
  if (until !== undefined) query = query.where('at', '<', toDate(until));
  if (cursor !== undefined) query = query.where('id', '<', readCursor(placeSchema, cursor)[0]);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ id }) => [id]),
    toRead,
  );
}

const placeSchema = z.tuple([z.int()]);

function toRead(row: Selectable<DataReadsTable>): WrittenRead {
  return {
    id: row.id,
    at: fromDate(row.at),
    door: row.door,
    reader: { id: row.reader_id, role: row.reader_role, ...present({ accountId: row.reader_account ?? undefined }) },
    subject: row.subject,
    ...present({
      orderId: row.order_id ?? undefined,
      slot: row.slot ?? undefined,
      accountId: row.account_id ?? undefined,
      recordNumber: row.record_number ?? undefined,
    }),
    count: row.count,
    shown: row.shown,
    ground: row.ground,
    ...(row.reason === null
      ? {}
      : { reason: { code: row.reason, ...present({ reference: row.reference ?? undefined }) } }),
  };
}

/** Every read of an account and its orders, oldest first. */
export async function readsOfAccount(
  db: Database,
  { accountId, orderIds }: { accountId: string; orderIds: readonly string[] },
): Promise<WrittenRead[]> {
  const rows = await db
    .selectFrom('data_reads')
    .selectAll()
    .where((eb) =>
      eb.or([eb('account_id', '=', accountId), ...(orderIds.length === 0 ? [] : [eb('order_id', 'in', orderIds)])]),
    )
    .orderBy('id')
    .execute();
  return rows.map(toRead);
}
