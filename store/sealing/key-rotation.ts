/**
 * Change of the master key: put the new key first in `BEIAN_MASTER_KEYS`, keep the old one after it, restart, rotate, and
 * remove the old one. Only the wraps of keys change; what is sealed under the keys stays as it is.
 */
import { sql } from 'kysely';
import { inTransaction, type Database } from '../postgres/database.ts';
import { headOf, isUnderAnother } from './key-heads.ts';
import { primaryKeyOf, type PrimaryKey } from './primary-key.ts';
import { SealError } from './seal.ts';
import { underMasterKeys, type SealedColumn } from './sealed-columns.ts';
import type { Vault } from './vault.ts';

export interface Rotation {
  /** Keys wrapped anew, by `table.column`; columns without any are left out. */
  changed: Record<string, number>;
  /** Rows whose key could not be opened, and why. They stay as they were. */
  failed: FailedRow[];
  /** Rows that still name another master key, by `table.column`; empty when the old key may be removed. */
  left: Record<string, number>;
}

export interface FailedRow {
  /** `table.column`. */
  column: string;
  /** The values of the table's primary key. */
  row: string;
  reason: string;
}

const ROWS_PER_TURN = 500;

/**
 * Wraps every key again that is not under the current master key. A row that cannot be opened keeps no other from it. May be
 * stopped and started again. The old key may be removed when nothing is `left`, which is counted at the end, so rows that
 * a process with the old configuration wrote meanwhile are among them.
 */
export async function rotateKeys(db: Database, vault: Vault): Promise<Rotation> {
  const rotation: Rotation = { changed: {}, failed: [], left: {} };
  for (const column of underMasterKeys()) {
    const { changed, failed } = await rotateColumn(db, vault, column);
    if (changed > 0) rotation.changed[nameOf(column)] = changed;
    rotation.failed.push(...failed);
  }
  for (const column of underMasterKeys()) {
    const left = await countLeft(db, vault, column);
    if (left > 0) rotation.left[nameOf(column)] = left;
  }
  return rotation;
}

const nameOf = ({ table, column }: SealedColumn): string => `${table}.${column}`;

async function rotateColumn(db: Database, vault: Vault, column: SealedColumn): Promise<Turn> {
  const key = await primaryKeyOf(db, column.table);
  const all: Turn = { changed: 0, failed: [], last: undefined };
  do {
    const turn = await inTransaction(db, (trx) => rotateSome(trx, vault, { column, key, after: all.last }));
    all.changed += turn.changed;
    all.failed.push(...turn.failed);
    all.last = turn.last;
  } while (all.last !== undefined);
  return all;
}

interface Turn {
  changed: number;
  failed: FailedRow[];
  /** The row the next turn goes on after; undefined when all are through. */
  last: readonly string[] | undefined;
}

interface Part {
  column: SealedColumn;
  key: PrimaryKey;
  after: readonly string[] | undefined;
}

async function rotateSome(trx: Database, vault: Vault, { column, key, after }: Part): Promise<Turn> {
  const { rows } = await sql<{ id: string[]; owner: string; head: Buffer }>`
    select ${key.values} as id, ${ownerIn(column)} as owner, ${headOf(column)} as head from ${sql.table(column.table)}
    where ${isUnderAnother(column, vault.currentKeyId)} ${after === undefined ? sql`` : sql`and ${key.isAfter(after)}`}
    order by ${key.columns} limit ${ROWS_PER_TURN} for update`.execute(trx);
  const turn: Turn = { changed: 0, failed: [], last: rows.length < ROWS_PER_TURN ? undefined : rows.at(-1)?.id };
  for (const { id, owner, head } of rows) {
    const rewrapped = rewrap(vault, { owner, head }, column);
    if (rewrapped instanceof SealError) {
      turn.failed.push({ column: nameOf(column), row: id.join(' '), reason: rewrapped.message });
    } else {
      await replaceHead(trx, column, { head, rewrapped }, key.is(id));
      turn.changed += 1;
    }
  }
  return turn;
}

const ownerIn = ({ table, column, protection: { owner } }: SealedColumn) =>
  owner === undefined ? sql.lit(`${table}.${column}`) : sql`${sql.ref(owner)}::text`;

function rewrap(vault: Vault, { owner, head }: { owner: string; head: Buffer }, { protection }: SealedColumn) {
  try {
    const rewrapped = protection.by === 'MASTER_KEY' ? vault.rewrap(owner, head) : vault.rewrapPassing(owner, head);
    return rewrapped ?? new SealError('not a wrapped key');
  } catch (error) {
    if (error instanceof SealError) return error;
    throw error;
  }
}

/** What stands after the wrapped key stays, however long it is. */
async function replaceHead(
  trx: Database,
  { table, column }: SealedColumn,
  { head, rewrapped }: { head: Buffer; rewrapped: Buffer },
  isRow: ReturnType<PrimaryKey['is']>,
): Promise<void> {
  const value = sql`${rewrapped} || substring(${sql.ref(column)} from ${head.length + 1})`;
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ${isRow}`.execute(trx);
}

async function countLeft(db: Database, { currentKeyId }: Vault, column: SealedColumn): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*) as left from ${sql.table(column.table)} where ${isUnderAnother(column, currentKeyId)}`.execute(db);
  return rows[0]?.left ?? 0;
}
