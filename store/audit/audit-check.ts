/** Checks that the audit trail is unchanged: every row, every chain and every seal, without opening personal data. */
import { sql, type Selectable } from 'kysely';
import { sealHash, type ExpectedSeal } from './audit-seals.ts';
import { FIRST_PREVIOUS, hashOf } from './row-hash.ts';
import type { Database } from '../postgres/database.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import type { AuditTable } from './tables.ts';

export type AuditFaultKind =
  | 'ROW_CHANGED'
  | 'ROW_REMOVED'
  | 'ROW_ADDED'
  | 'CHAIN_BROKEN'
  | 'HEAD_DIFFERS'
  | 'SEAL_CHANGED'
  | 'SEAL_REMOVED'
  | 'SEAL_NOT_OURS'
  | 'SEALED_ROW_DIFFERS';

/** One place where the trail was changed. */
export interface AuditFault {
  kind: AuditFaultKind;
  caseId?: string;
  position?: number;
  seal?: number;
}

export interface AuditReport {
  cases: number;
  rows: number;
  seals: number;
  faults: AuditFault[];
}

const ROWS_PER_READ = 5000;

/**
 * Checks every chain and every seal, in one snapshot. With `mac` it also checks that the seals were made with the key;
 * without it, somebody who can write the whole database could have made new seals. With seals noted outside the database it
 * also checks that these still exist; otherwise the newest seals and rows could be removed unnoticed.
 */
export function verifyChains(db: Database, mac?: AuditMac, noted: readonly ExpectedSeal[] = []): Promise<AuditReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const heads = await readHeads(trx);
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
          tip = { caseId: row.case_id, position: 0, hash: FIRST_PREVIOUS };
        }
        faults.push(...checkRow(row, tip));
        tip = { caseId: row.case_id, position: row.position, hash: row.hash };
      }
      finish(tip);
      for (const [caseId, head] of heads) {
        if (!head.seen && head.length > 0) faults.push({ kind: 'ROW_REMOVED', caseId, position: head.length });
      }
      const seals = await verifySeals(trx, noted, mac);
      return { cases: heads.size, rows, seals: seals.count, faults: [...faults, ...seals.faults] };
    });
}

interface Tip {
  caseId: string;
  position: number;
  hash: string;
}

interface Head {
  length: number;
  hash: string;
  seen: boolean;
}

async function readHeads(trx: Database): Promise<Map<string, Head>> {
  const rows = await trx.selectFrom('cases').select(['id', 'audit_length', 'audit_head']).execute();
  return new Map(
    rows.map((row) => [row.id, { length: row.audit_length, hash: row.audit_head ?? FIRST_PREVIOUS, seen: false }]),
  );
}

async function* auditRows(trx: Database): AsyncGenerator<Selectable<AuditTable>> {
  let after = { case_id: '', position: 0 };
  for (;;) {
    const rows = await trx
      .selectFrom('audit')
      .selectAll()
      .where(sql<boolean>`(case_id, position) > (${after.case_id}, ${after.position})`)
      .orderBy('case_id')
      .orderBy('position')
      .limit(ROWS_PER_READ)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_READ) return;
    after = last;
  }
}

function checkRow(row: Selectable<AuditTable>, before: Tip): AuditFault[] {
  const at = { caseId: row.case_id, position: row.position };
  if (row.position !== before.position + 1) {
    return [{ kind: 'ROW_REMOVED', caseId: row.case_id, position: before.position + 1 }];
  }
  if (row.hash !== hashOf(row)) return [{ kind: 'ROW_CHANGED', ...at }];
  return row.prev_hash === before.hash ? [] : [{ kind: 'CHAIN_BROKEN', ...at }];
}

function checkHead(tip: Tip, heads: Map<string, Head>): AuditFault[] {
  const head = heads.get(tip.caseId);
  if (head === undefined) return [{ kind: 'ROW_ADDED', caseId: tip.caseId, position: tip.position }];
  head.seen = true;
  if (tip.position < head.length) return [{ kind: 'ROW_REMOVED', caseId: tip.caseId, position: tip.position + 1 }];
  if (tip.position > head.length) return [{ kind: 'ROW_ADDED', caseId: tip.caseId, position: tip.position }];
  return tip.hash === head.hash ? [] : [{ kind: 'HEAD_DIFFERS', caseId: tip.caseId, position: tip.position }];
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
    const hash = sealHash({ number: each.number, sealedAt: each.sealed_at, previous: each.prev_hash, heads: sorted });
    if (each.number !== expected) faults.push({ kind: 'SEAL_REMOVED', seal: expected });
    else if (hash !== each.hash || each.prev_hash !== previous)
      faults.push({ kind: 'SEAL_CHANGED', seal: each.number });
    else if (mac !== undefined && mac(each.hash) !== each.mac)
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
