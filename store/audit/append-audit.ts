/**
 * Writes the audit trail: who did what, in which role, through which door, when and why. Rows are chained by hash within
 * each case and signed with a key that is not in the database, so that a row that was made, changed, removed or moved by others is found
 * offline and without opening personal data. `audit-seals.ts`
 * seals the chains, `audit-check.ts` checks them.
 */
import type { CaseId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { FIRST_PREVIOUS, hashOf, rowMac } from './row-hash.ts';
import { detailAt, itemsAt } from './sealed-text.ts';
import type { AuditRow, CaseState } from './tables.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { seal, type Column, type DataKey } from '../sealing/seal.ts';

/** One hop of a step, to be appended to the case's chain. */
export interface NewAuditEntry {
  seq: number | undefined;
  at: Instant;
  cause: Cause;
  from: CaseState;
  to: CaseState;
  visit: number;
  round: number;
}

/** Where a case's chain ends; kept in the case's row. */
export interface ChainHead {
  audit_length: number;
  audit_head: string | null;
}

/** The rows to append to a case's chain, and the chain's present end. */
export interface Appending {
  caseId: CaseId;
  /** Absent once the case's data is erased; free text is then left out. */
  key: DataKey | undefined;
  /** Of the index key. */
  mac: AuditMac;
  head: ChainHead;
  entries: readonly NewAuditEntry[];
}

/**
 * Begins a statement that appends rows to a case's chain and moves its head; the caller extends and executes it. The caller
 * must hold the case's row, so that chains cannot fork.
 */
export function appendAudit(trx: Database, { caseId, key, mac, head, entries }: Appending) {
  const recordedAt = new Date();
  const rows: AuditRow[] = [];
  let previous = head.audit_head ?? FIRST_PREVIOUS;
  for (const [index, entry] of entries.entries()) {
    const unsigned = toRow(key, entry, { caseId, position: head.audit_length + index + 1, previous, recordedAt });
    const row = { ...unsigned, mac: rowMac(mac, unsigned.hash) };
    rows.push(row);
    previous = row.hash;
  }
  const moved = { audit_length: head.audit_length + rows.length, audit_head: previous };
  return trx
    .with('appended', (db) => db.insertInto('audit').values(rows))
    .with('moved', (db) => db.updateTable('cases').set(moved).where('id', '=', caseId));
}

function toRow(
  key: DataKey | undefined,
  { seq, at, cause, from, to, visit, round }: NewAuditEntry,
  link: { caseId: CaseId; position: number; previous: string; recordedAt: Date },
): Omit<AuditRow, 'mac'> {
  const sealed = <T>(column: Column<T>, value: T | undefined) =>
    key === undefined || value === undefined ? null : seal(key, column, value);
  const row = {
    case_id: link.caseId,
    position: link.position,
    seq: seq ?? null,
    at: toDate(at),
    recorded_at: link.recordedAt,
    actor_id: cause.actor.id,
    actor_role: cause.actor.role,
    door: cause.actor.door,
    action: actionName(cause.action),
    action_id: cause.actionId ?? null,
    due_at: cause.dueAt === undefined ? null : toDate(cause.dueAt),
    from_stage: from,
    to_stage: to,
    visit,
    round,
    outcome: cause.outcome,
    reason: cause.reason ?? null,
    detail: sealed(detailAt(link.position), cause.detail),
    items: sealed(itemsAt(link.position), cause.items),
    prev_hash: link.previous,
  };
  return { ...row, hash: hashOf(row) };
}

/** Anybody may send a signal of any name by hand; only text in the form of a name is kept in clear. */
export const actionName = (name: string): string => (/^[A-Za-z][\w.:-]{0,79}$/.test(name) ? name : 'unknown');
