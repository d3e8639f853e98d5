/** Checks that audit trail and record of reads are unchanged: every row, every chain and every seal, without opening personal data. */
import { sql, type Selectable } from 'kysely';
import type { AuditFault } from './audit-fault.ts';
import { makerOf, sealHash, type ExpectedSeal } from './audit-seals.ts';
import { FIRST_PREVIOUS, hashOf, rowMac } from './row-hash.ts';
import type { Database } from '../postgres/database.ts';
import { rowByRow } from '../postgres/row-by-row.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import { readHeadsOf, verifyReads } from '../reads/read-seals.ts';
import type { AuditTable } from './tables.ts';

export interface AuditReport {
  cases: number;
  rows: number;
  /** Rows of the record of reads. */
  reads: number;
  seals: number;
  faults: AuditFault[];
}

const ROWS_PER_READ = 5000;

/**
 * Checks every chain, the state of every order and every seal, in one snapshot. With `mac` it also checks that rows and seals were made
 * with the key; without it, somebody who can write the whole database could have made new ones. With seals noted outside the database it
 * also checks that these still exist; otherwise the newest seals and rows could be removed unnoticed.
 */
export function verifyChains(db: Database, mac?: AuditMac, noted: readonly ExpectedSeal[] = []): Promise<AuditReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const heads = await readHeads(trx);
      const signed = mac && (await readSigned(trx, mac));
      const faults: AuditFault[] = [];
      let rows = 0;
      let tip: Tip | undefined;
      const finish = (done: Tip | undefined) => {
        if (done !== undefined) faults.push(...checkHead(done, heads));
      };
      for await (const row of auditRows(trx)) {
        rows += 1;
        if (tip?.caseId !== row.case_id) {
          finish(tip);
          tip = { caseId: row.case_id, position: 0, hash: FIRST_PREVIOUS, state: undefined };
        }
        faults.push(...checkRow(row, tip, signed));
        tip = { caseId: row.case_id, position: row.position, hash: row.hash, state: stateAfter(row) };
      }
      finish(tip);
      for (const [caseId, head] of heads) {
        if (head.seen) continue;
        if (head.length > 0) faults.push({ kind: 'ROW_REMOVED', caseId, position: head.length });
        else if (hasMoved(head)) faults.push({ kind: 'STATE_DIFFERS', caseId });
      }
      const seals = await verifySeals(trx, noted, mac);
      const reads = await verifyReads(trx, mac);
      const all = [...faults, ...seals.faults, ...reads.faults];
      return { cases: heads.size, rows, reads: reads.rows, seals: seals.count, faults: all };
    });
}

interface Tip {
  caseId: string;
  position: number;
  hash: string;
  /** The state that the last row says the order is in; undefined before the first row. */
  state: string | undefined;
}

interface Head {
  length: number;
  hash: string;
  /** The state that the order's own row says it is in; undefined for a case that is no order. */
  state: string | undefined;
  seen: boolean;
}

interface OrderState {
  stage: string | null;
  visit: number | null;
  round: number | null;
}

const stateOf = ({ stage, visit, round }: OrderState): string | undefined =>
  stage === null ? undefined : `${stage} visit ${visit} round ${round}`;

/** Every row says in which state the order is after it. */
const stateAfter = ({ to_stage: stage, visit, round }: Selectable<AuditTable>) => stateOf({ stage, visit, round });

/** An order without a row has not moved since it was opened. */
const hasMoved = ({ state }: Head): boolean => state !== undefined && !state.startsWith('DRAFT ');

async function readHeads(trx: Database): Promise<Map<string, Head>> {
  const rows = await trx
    .selectFrom('cases')
    .leftJoin('orders', 'orders.id', 'cases.id')
    .select(['cases.id', 'audit_length', 'audit_head', 'stage', 'visit', 'round'])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { length: row.audit_length, hash: row.audit_head ?? FIRST_PREVIOUS, state: stateOf(row), seen: false },
    ]),
  );
}

/** How rows are signed: with the key, or, where they are older than that, by a seal of before or the first one since. */
interface Signed {
  mac: AuditMac;
  /** The last row of each chain that may lack a digest of its own; undefined while there is no seal since. */
  oldUntil: ReadonlyMap<string, number> | undefined;
}

async function readSigned(trx: Database, mac: AuditMac): Promise<Signed> {
  const seals = await trx.selectFrom('audit_seals').select(['number', 'hash', 'mac']).orderBy('number').execute();
  const first = seals.find((seal) => makerOf(mac, seal) === 'WITH_MACS');
  if (first === undefined) return { mac, oldUntil: undefined };
  const heads = await trx
    .selectFrom('audit_seal_heads')
    .select((eb) => ['case_id', eb.fn.max('position').as('position')])
    .where('seal', '<=', first.number)
    .groupBy('case_id')
    .execute();
  return { mac, oldUntil: new Map(heads.map((head) => [head.case_id, head.position])) };
}

function isSigned({ mac, oldUntil }: Signed, row: Selectable<AuditTable>): boolean {
  if (row.mac !== null) return row.mac === rowMac(mac, row.hash);
  return oldUntil === undefined || row.position <= (oldUntil.get(row.case_id) ?? 0);
}

const auditRows = (trx: Database): AsyncGenerator<Selectable<AuditTable>> =>
  rowByRow(ROWS_PER_READ, (last) =>
    trx
      .selectFrom('audit')
      .selectAll()
      .where(sql<boolean>`(case_id, position) > (${last?.case_id ?? ''}, ${last?.position ?? 0})`)
      .orderBy('case_id')
      .orderBy('position')
      .limit(ROWS_PER_READ)
      .execute(),
  );

function checkRow(row: Selectable<AuditTable>, before: Tip, signed: Signed | undefined): AuditFault[] {
  const at = { caseId: row.case_id, position: row.position };
  if (row.position !== before.position + 1) {
    return [{ kind: 'ROW_REMOVED', caseId: row.case_id, position: before.position + 1 }];
  }
  if (row.hash !== hashOf(row)) return [{ kind: 'ROW_CHANGED', ...at }];
  if (row.prev_hash !== before.hash) return [{ kind: 'CHAIN_BROKEN', ...at }];
  return signed === undefined || isSigned(signed, row) ? [] : [{ kind: 'ROW_NOT_OURS', ...at }];
}

function checkHead(tip: Tip, heads: Map<string, Head>): AuditFault[] {
  const head = heads.get(tip.caseId);
  if (head === undefined) return [{ kind: 'ROW_ADDED', caseId: tip.caseId, position: tip.position }];
  head.seen = true;
  if (tip.position < head.length) return [{ kind: 'ROW_REMOVED', caseId: tip.caseId, position: tip.position + 1 }];
  if (tip.position > head.length) return [{ kind: 'ROW_ADDED', caseId: tip.caseId, position: tip.position }];
  const at = { caseId: tip.caseId, position: tip.position };
  if (tip.hash !== head.hash) return [{ kind: 'HEAD_DIFFERS', ...at }];
  return head.state === undefined || head.state === tip.state ? [] : [{ kind: 'STATE_DIFFERS', ...at }];
}

async function verifySeals(
  trx: Database,
  noted: readonly ExpectedSeal[],
  mac?: AuditMac,
): Promise<{ count: number; faults: AuditFault[] }> {
  const seals = await trx.selectFrom('audit_seals').selectAll().orderBy('number').execute();
  const faults: AuditFault[] = [];
  let previous = FIRST_PREVIOUS;
  let expected = 1;
  for (const each of seals) {
    const heads = await trx
      .selectFrom('audit_seal_heads')
      .select(['case_id', 'position', 'hash'])
      .where('seal', '=', each.number)
      .execute();
    const sorted = heads.toSorted((a, b) => (a.case_id < b.case_id ? -1 : 1));
    const { number, sealed_at: sealedAt, prev_hash: before } = each;
    const ofReads = await readHeadsOf(trx, number);
    const hash = sealHash({ number, sealedAt, previous: before, heads: sorted, readHeads: ofReads });
    if (each.number !== expected) faults.push({ kind: 'SEAL_REMOVED', seal: expected });
    else if (hash !== each.hash || each.prev_hash !== previous)
      faults.push({ kind: 'SEAL_CHANGED', seal: each.number });
    else if (mac !== undefined && makerOf(mac, each) === undefined)
      faults.push({ kind: 'SEAL_NOT_OURS', seal: each.number });
    previous = each.hash;
    expected = each.number + 1;
  }
  faults.push(...differencesTo(noted, seals));
  faults.push(...(await sealedRowsThatDiffer(trx)), ...(await casesWithoutTheirSeal(trx)));
  return { count: seals.length, faults };
}

function differencesTo(noted: readonly ExpectedSeal[], seals: readonly ExpectedSeal[]): AuditFault[] {
  const hashes = new Map(seals.map(({ number, hash }) => [number, hash]));
  return noted.flatMap(({ number, hash }): AuditFault[] => {
    const found = hashes.get(number);
    if (found === hash) return [];
    return [{ kind: found === undefined ? 'SEAL_REMOVED' : 'SEAL_CHANGED', seal: number }];
  });
}

/** The chain ends that a seal fixed must still be in the trail. */
async function sealedRowsThatDiffer(trx: Database): Promise<AuditFault[]> {
  const rows = await trx
    .selectFrom('audit_seal_heads as head')
    .leftJoin('audit', (join) =>
      join.onRef('audit.case_id', '=', 'head.case_id').onRef('audit.position', '=', 'head.position'),
    )
    .select(['head.seal', 'head.case_id', 'head.position'])
    .where((eb) => eb.or([eb('audit.hash', 'is', null), eb('audit.hash', '<>', eb.ref('head.hash'))]))
    .execute();
  return rows.map((row) => ({
    kind: 'SEALED_ROW_DIFFERS',
    caseId: row.case_id,
    position: row.position,
    seal: row.seal,
  }));
}

/** A case that says it was sealed must be in a seal. */
async function casesWithoutTheirSeal(trx: Database): Promise<AuditFault[]> {
  const rows = await trx
    .selectFrom('cases')
    .select(['id', 'sealed_length'])
    .where('sealed_length', '>', 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('audit_seal_heads as head')
            .select('head.seal')
            .whereRef('head.case_id', '=', 'cases.id')
            .whereRef('head.position', '=', 'cases.sealed_length'),
        ),
      ),
    )
    .execute();
  return rows.map((row) => ({ kind: 'SEAL_REMOVED', caseId: row.id, position: row.sealed_length }));
}
