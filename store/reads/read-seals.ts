/** The ends of the chains of reads that a seal of the audit trail fixes, and the check of rows, chains and sealed ends. */
import { sql, type Selectable } from 'kysely';
import type { AuditFault } from '../audit/audit-fault.ts';
import { FIRST_PREVIOUS } from '../audit/row-hash.ts';
import type { Database } from '../postgres/database.ts';
import { rowByRow } from '../postgres/row-by-row.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import { hashOfOldReads, readHash, readMac } from './read-chain.ts';
import type { DataReadsTable } from './tables.ts';

/** The end of one chain of reads. */
export interface ReadHead {
  reader_id: string;
  position: number;
  hash: string;
}

/** Under this name stand the rows of before there were chains; no caller has an empty name. */
const OLD_READS = '';
const HEADS_PER_INSERT = 5000;
const ROWS_PER_READ = 5000;

/** The ends of all chains that grew since the last seal; they count as sealed from now on. */
export async function grownReadHeads(trx: Database): Promise<ReadHead[]> {
  const grown = await trx
    .updateTable('read_chains')
    .set((eb) => ({ sealed_length: eb.ref('length') }))
    .whereRef('length', '>', 'sealed_length')
    .returning(['reader_id', 'length as position', 'head'])
    .execute();
  const heads = grown.map(({ head, ...row }) => ({ ...row, hash: head ?? FIRST_PREVIOUS }));
  const known = await trx
    .selectFrom('read_seal_heads')
    .select('seal')
    .where('reader_id', '=', OLD_READS)
    .executeTakeFirst();
  if (known === undefined) {
    const { count: position, hash } = await hashOfOldReads(trx);
    heads.push({ reader_id: OLD_READS, position, hash });
  }
  return heads.toSorted((a, b) => (a.reader_id < b.reader_id ? -1 : 1));
}

/** Keeps what a seal fixes. */
export async function keepReadHeads(trx: Database, seal: number, heads: readonly ReadHead[]): Promise<void> {
  for (let start = 0; start < heads.length; start += HEADS_PER_INSERT) {
    const part = heads.slice(start, start + HEADS_PER_INSERT).map((head) => ({ seal, ...head }));
    await trx.insertInto('read_seal_heads').values(part).execute();
  }
}

/** What a seal fixed, in the order in which it was hashed. */
export async function readHeadsOf(trx: Database, seal: number): Promise<ReadHead[]> {
  const heads = await trx
    .selectFrom('read_seal_heads')
    .select(['reader_id', 'position', 'hash'])
    .where('seal', '=', seal)
    .execute();
  return heads.toSorted((a, b) => (a.reader_id < b.reader_id ? -1 : 1));
}

/** Checks every row, every chain and every sealed end. With `mac` also who wrote the rows. */
export async function verifyReads(
  trx: Database,
  mac: AuditMac | undefined,
): Promise<{ rows: number; faults: AuditFault[] }> {
  const chains = new Map(
    (await trx.selectFrom('read_chains').selectAll().execute()).map((row) => [row.reader_id, row]),
  );
  const faults: AuditFault[] = [];
  const ends = new Map<string, { position: number; hash: string }>();
  let rows = 0;
  for await (const row of chainedReads(trx)) {
    rows += 1;
    const before = ends.get(row.reader_id) ?? { position: 0, hash: FIRST_PREVIOUS };
    faults.push(...checkRead(row, before, mac));
    ends.set(row.reader_id, { position: row.position ?? 0, hash: row.hash ?? '' });
  }
  for (const [reader, end] of ends) {
    const chain = chains.get(reader);
    if (chain === undefined || end.position > chain.length)
      faults.push({ kind: 'READ_ADDED', reader, position: end.position });
  }
  for (const [reader, chain] of chains) {
    const end = ends.get(reader) ?? { position: 0, hash: FIRST_PREVIOUS };
    if (end.position < chain.length) faults.push({ kind: 'READ_REMOVED', reader, position: end.position + 1 });
    else if (end.position === chain.length && end.hash !== (chain.head ?? FIRST_PREVIOUS))
      faults.push({ kind: 'READ_CHANGED', reader, position: end.position });
  }
  return { rows, faults: [...faults, ...(await sealedReadsThatDiffer(trx)), ...(await oldReadsThatDiffer(trx))] };
}

function checkRead(
  row: Selectable<DataReadsTable>,
  before: { position: number; hash: string },
  mac: AuditMac | undefined,
): AuditFault[] {
  const at = { reader: row.reader_id, position: row.position ?? 0 };
  if (row.position !== before.position + 1)
    return [{ kind: 'READ_REMOVED', reader: row.reader_id, position: before.position + 1 }];
  if (row.hash !== readHash(row) || row.prev_hash !== before.hash) return [{ kind: 'READ_CHANGED', ...at }];
  const isSigned = row.mac === null ? row.door === 'codec' : mac === undefined || row.mac === readMac(mac, row.hash);
  return isSigned ? [] : [{ kind: 'READ_NOT_OURS', ...at }];
}

const chainedReads = (trx: Database): AsyncGenerator<Selectable<DataReadsTable>> =>
  rowByRow(ROWS_PER_READ, (last) =>
    trx
      .selectFrom('data_reads')
      .selectAll()
      .where('position', 'is not', null)
      .where(sql<boolean>`(reader_id, position) > (${last?.reader_id ?? ''}::text, ${last?.position ?? 0}::int)`)
      .orderBy('reader_id')
      .orderBy('position')
      .limit(ROWS_PER_READ)
      .execute(),
  );

/** The ends that a seal fixed must still be there. */
async function sealedReadsThatDiffer(trx: Database): Promise<AuditFault[]> {
  const rows = await trx
    .selectFrom('read_seal_heads as head')
    .leftJoin('data_reads as read', (join) =>
      join.onRef('read.reader_id', '=', 'head.reader_id').onRef('read.position', '=', 'head.position'),
    )
    .select(['head.seal', 'head.reader_id as reader', 'head.position'])
    .where('head.reader_id', '<>', OLD_READS)
    .where((eb) => eb.or([eb('read.hash', 'is', null), eb('read.hash', '<>', eb.ref('head.hash'))]))
    .execute();
  return rows.map((row) => ({ kind: 'READ_SEALED_DIFFERS' as const, ...row }));
}

/** Rows of before the chains: what the first seal since fixed. Without one nothing is known of them. */
async function oldReadsThatDiffer(trx: Database): Promise<AuditFault[]> {
  const sealed = await trx
    .selectFrom('read_seal_heads')
    .select(['seal', 'position', 'hash'])
    .where('reader_id', '=', OLD_READS)
    .executeTakeFirst();
  const now = await hashOfOldReads(trx);
  const isSame = sealed === undefined || (sealed.position === now.count && sealed.hash === now.hash);
  return isSame ? [] : [{ kind: 'READ_SEALED_DIFFERS', seal: sealed.seal, position: sealed.position }];
}
