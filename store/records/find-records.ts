/** Finds records by what somebody has in hand: a number or its beginning, a domain, a certificate, an account. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readCursor } from '../postgres/cursor.ts';
import type { Database } from '../postgres/database.ts';
import { cutPage, type Page, type PageRequest } from '../postgres/page.ts';
import type { Vault } from '../sealing/vault.ts';
import { withFirstWebsites, type FilingRecord } from './records.ts';

/** Each narrows the list further; without any it holds every record. */
export interface RecordsWanted {
  accountId?: AccountId | undefined;
  /**
   * In its printed form: the number of an entity or its beginning (`粤ICP备2020`), the digits that it begins with (`2020`), or
   * the whole number of a website.
   */
  number?: string | undefined;
  /** Registrable. Websites that were deregistered are found too. */
  domain?: string | undefined;
  certificateNumber?: string | undefined;
}

/** In one order for every collation of the database, so that a beginning is a range of an index. */
const NUMBER = sql<string>`record_entities.number collate "C"`;
const SERIAL = sql<string>`record_entities.serial collate "C"`;
const placeSchema = z.tuple([z.string()]);
const serialPlaceSchema = z.tuple([z.string(), z.string()]);

/**
 * By number, or by the digits where these are looked for, with their first websites; personal details opened. Throws
 * `CursorError` for a cursor that was not given out here.
 */
export async function findRecords(
  db: Database,
  vault: Vault,
  { accountId, number, domain, certificateNumber }: RecordsWanted,
  { limit, cursor }: PageRequest,
): Promise<Page<FilingRecord>> {
  let query = db.selectFrom('record_entities').selectAll();
  if (accountId !== undefined) query = query.where('account_id', '=', accountId);
  if (certificateNumber !== undefined) {
    query = query.where('certificate_index', '=', certificateIndex(vault, certificateNumber));
  }
  if (domain !== undefined) {
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('record_websites').select('entity_id').where('domain', '=', domain),
    );
  }
  const isSerial = number !== undefined && /^\d+$/.test(number);
  if (number?.includes('-')) {
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('record_websites').select('entity_id').where('record_websites.number', '=', number),
    );
  } else if (number !== undefined) {
    query = query.where(beginsWith(isSerial ? SERIAL : NUMBER, number));
  }
  if (cursor !== undefined && isSerial) {
    const [serial, last] = readCursor(serialPlaceSchema, cursor);
    query = query.where(sql<boolean>`(${SERIAL}, ${NUMBER}) > (${serial}, ${last})`);
  } else if (cursor !== undefined) {
    query = query.where(sql<boolean>`${NUMBER} > ${readCursor(placeSchema, cursor)[0]}`);
  }
  if (isSerial) query = query.orderBy(SERIAL);
  const read = await query
    .orderBy(NUMBER)
    .limit(limit + 1)
    .execute();
  const { rows, ...rest } = cutPage(read, limit, (row) => (isSerial ? [row.serial, row.number] : [row.number]));
  return { rows: await withFirstWebsites(db, vault, rows), ...rest };
}

const beginsWith = (column: typeof NUMBER, beginning: string) =>
  sql<boolean>`${column} >= ${beginning} and ${column} < ${`${beginning}${LAST}`}`;

/** Sorts behind every character of a number. */
const LAST = '\u{10ffff}';
