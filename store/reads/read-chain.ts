/**
 * The reads of each reader are chained by hash like the audit trail, and signed with the same key, so that a row that was made, changed,
 * removed or moved by others is found. The codec server has no key: its rows are chained, and the nightly seal signs the chain.
 */
import type { Selectable } from 'kysely';
import { FIRST_PREVIOUS } from '../audit/row-hash.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import { sha256 } from '../sealing/sha256.ts';
import type { DataReadsTable } from './tables.ts';

/** A read as it is written, before it has a place in a chain. */
export type UnchainedRead = Omit<Selectable<DataReadsTable>, 'id' | 'at' | 'position' | 'prev_hash' | 'hash' | 'mac'>;

/** Appends the reads to the chains of their readers, all or none. `mac` is left out where the process has no key. */
export function appendReads(db: Database, mac: AuditMac | undefined, reads: readonly UnchainedRead[]): Promise<void> {
  const readers = new Set(reads.map(({ reader_id: id }) => id));
  return inTransaction(db, async (trx) => {
    // In one order everywhere, so that two requests with the same readers cannot wait for each other.
    for (const id of [...readers].toSorted()) {
      const ofReader = reads.filter(({ reader_id: reader }) => reader === id);
      await append(trx, mac, id, ofReader);
    }
  });
}

async function append(
  trx: Database,
  mac: AuditMac | undefined,
  readerId: string,
  reads: readonly UnchainedRead[],
): Promise<void> {
  const head = await trx
    .insertInto('read_chains')
    .values({ reader_id: readerId })
    .onConflict((known) => known.column('reader_id').doUpdateSet((eb) => ({ length: eb.ref('read_chains.length') })))
    .returning(['length', 'head'])
    .executeTakeFirstOrThrow();
  const at = new Date();
  const rows: Omit<Selectable<DataReadsTable>, 'id'>[] = [];
  let previous = head.head ?? FIRST_PREVIOUS;
  for (const [index, read] of reads.entries()) {
    const unsigned = { ...read, at, position: head.length + index + 1, prev_hash: previous };
    const hash = readHash(unsigned);
    rows.push({ ...unsigned, hash, mac: mac === undefined ? null : readMac(mac, hash) });
    previous = hash;
  }
  await trx
    .with('appended', (query) => query.insertInto('data_reads').values(rows))
    .updateTable('read_chains')
    .set({ length: head.length + rows.length, head: previous })
    .where('reader_id', '=', readerId)
    .execute();
}

/** Made with a key that is not in the database. */
export const readMac = (mac: AuditMac, hash: string): string => mac(`read\n${hash}`);

/** SHA-256 over every column of the row but its number and the last two. */
export const readHash = (row: Omit<Selectable<DataReadsTable>, 'id' | 'hash' | 'mac'>): string =>
  sha256(
    JSON.stringify([
      row.reader_id,
      row.position,
      row.at.toISOString(),
      row.door,
      row.reader_role,
      row.reader_account,
      row.subject,
      row.order_id,
      row.slot,
      row.account_id,
      row.record_number,
      row.count,
      row.shown,
      row.ground,
      row.reason,
      row.reference,
      row.prev_hash,
    ]),
  );

/** What fixes the rows of before there were chains: one hash over all of them, in their order. */
export async function hashOfOldReads(db: Database): Promise<{ count: number; hash: string }> {
  const rows = await db.selectFrom('data_reads').selectAll().where('position', 'is', null).orderBy('id').execute();
  return { count: rows.length, hash: sha256(JSON.stringify(rows.map((row) => [row.id, readHash(row)]))) };
}
