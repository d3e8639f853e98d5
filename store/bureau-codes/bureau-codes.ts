/**
 * The code tables in force (R-HO-4): of each table that MIIT has sent what it sent, of each other one what the release brings. A row that
 * MIIT sends again replaces the one before.
 */
import { createBureauCodes, type BureauCodes } from '../../domain/bureau-codes/bureau-codes.ts';
import type { CodeRow } from '../../domain/bureau-codes/code-row.ts';
import { SEED_ROWS } from '../../domain/bureau-codes/seeds/seed-rows.ts';
import { present } from '../../domain/present.ts';
import { formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';

/** A row as MIIT sends it. */
export type ToldRow = Pick<CodeRow, 'table' | 'id' | 'name' | 'valid' | 'bit' | 'belongsTo'>;

const ROWS_PER_INSERT = 2000;

/**
 * Takes over the rows of a file; a file that was taken over before changes nothing. Answers with the rows that differ from what was in
 * force, so that somebody can be told.
 */
export async function takeCodes(
  trx: Database,
  file: { name: string; at: Instant },
  rows: readonly ToldRow[],
): Promise<readonly ToldRow[]> {
  const before = await codesNow(trx);
  const different = rows.filter((row) => row.valid !== isSame(before, row));
  const inserted = await trx
    .insertInto('bureau_code_files')
    .values({ source_file: file.name, told_at: toDate(file.at), different: different.length })
    .onConflict((known) => known.column('source_file').doNothing())
    .returning('number')
    .executeTakeFirst();
  if (inserted === undefined) return [];
  const last = new Map(rows.map((row) => [`${row.table} ${row.id}`, row]));
  const values = [...last.values()].map(({ table, id, name, valid, bit, belongsTo }) => ({
    code_table: table,
    id,
    name,
    valid,
    bit: bit ?? null,
    belongs_to: belongsTo ?? null,
    source_file: file.name,
    told_at: toDate(file.at),
  }));
  for (let start = 0; start < values.length; start += ROWS_PER_INSERT) {
    await trx
      .insertInto('bureau_codes')
      .values(values.slice(start, start + ROWS_PER_INSERT))
      .onConflict((known) =>
        known.columns(['code_table', 'id']).doUpdateSet((is) => ({
          name: is.ref('excluded.name'),
          valid: is.ref('excluded.valid'),
          bit: is.ref('excluded.bit'),
          belongs_to: is.ref('excluded.belongs_to'),
          source_file: is.ref('excluded.source_file'),
          told_at: is.ref('excluded.told_at'),
        })),
      )
      .execute();
  }
  return different;
}

/** Whether a row is in force under the same name. */
const isSame = (codes: BureauCodes, { table, id, name }: ToldRow): boolean => codes.row(table, id)?.name === name;

/** Reads the tables with one small query per call; they are built only after MIIT has sent some, once for all callers. */
export function codesReader(db: Database): () => Promise<BureauCodes> {
  let read: { version: string; codes: Promise<BureauCodes> } | undefined;
  return async () => {
    const version = await versionOf(db);
    if (read?.version !== version) {
      const reading = { version, codes: codesNow(db) };
      read = reading;
      reading.codes.catch(() => {
        if (read === reading) read = undefined;
      });
    }
    return read.codes;
  };
}

/** The number of the last file that MIIT sent. */
async function versionOf(db: Database): Promise<string> {
  const row = await db
    .selectFrom('bureau_code_files')
    .select((is) => is.fn.max('number').as('number'))
    .executeTakeFirst();
  return String(row?.number ?? 0);
}

async function codesNow(db: Database): Promise<BureauCodes> {
  const version = await versionOf(db);
  const told = await db.selectFrom('bureau_codes').selectAll().execute();
  const replaced = new Set(told.map(({ code_table: table }) => table));
  const rows = told.map(
    ({
      code_table: table,
      id,
      name,
      bit,
      belongs_to: belongsTo,
      valid,
      source_file: source,
      told_at: at,
    }): CodeRow => ({
      table,
      id,
      name,
      valid,
      source,
      asOf: formatInstant(instant(at.getTime())).slice(0, 10),
      ...present({ bit: bit ?? undefined, belongsTo: belongsTo ?? undefined }),
    }),
  );
  return createBureauCodes([...SEED_ROWS.filter(({ table }) => !replaced.has(table)), ...rows], version);
}
