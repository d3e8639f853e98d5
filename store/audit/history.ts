/** Reads the audit trail: the history of a case, and the outcome of one action. */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Finding } from '../../domain/finding.ts';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Actor } from '../../domain/role.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { keyIfReadable } from '../cases/case-key.ts';
import { detailAt, itemsAt } from './sealed-text.ts';
import type { AuditTable } from './tables.ts';
import { fromDate, fromOptionalDate, type Database } from '../postgres/database.ts';
import { cursorNumber, readCursor } from '../postgres/cursor.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import { openIfReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export interface AuditEntry {
  position: number;
  seq: number | undefined;
  /** Filing time. */
  at: Instant;
  /** Wall time. */
  recordedAt: Instant;
  actor: Actor;
  action: string;
  actionId: ActionId | undefined;
  /** The due instant that fired. */
  dueAt: Instant | undefined;
  from: Stage;
  to: Stage;
  visit: number;
  round: number;
  outcome: 'APPLIED' | 'REFUSED';
  reason: RefusalCode | undefined;
  /** Free text; absent once the case's data is erased, or when it cannot be opened. */
  detail: string | undefined;
  items: Finding[] | undefined;
}

/** The outcome of an action. */
export interface ActionOutcome {
  actionId: ActionId;
  action: string;
  outcome: 'APPLIED' | 'REFUSED';
  reason: RefusalCode | undefined;
  detail: string | undefined;
  items: Finding[] | undefined;
  at: Instant;
  from: Stage;
  to: Stage;
  visit: number;
  seq: number | undefined;
}

/** One page of the history of a case, oldest first (R-SM-7). */
export async function historyPage(
  db: Database,
  vault: Vault,
  caseId: CaseId,
  { limit, cursor }: PageRequest,
): Promise<Page<AuditEntry>> {
  const [after] = cursor === undefined ? [0] : readCursor(placeSchema, cursor);
  const rows = await selectAudit(db)
    .where('audit.case_id', '=', caseId)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  return mapPage(
    cutPage(rows, limit, ({ position }) => [position]),
    (row) => toEntry(vault, row),
  );
}

const placeSchema = z.tuple([cursorNumber]);

/** The whole history of a case, oldest first. */
export async function readHistory(db: Database, vault: Vault, caseId: CaseId): Promise<AuditEntry[]> {
  const rows = await selectAudit(db).where('audit.case_id', '=', caseId).orderBy('position').execute();
  return rows.map((row) => toEntry(vault, row));
}

/** The outcome of an action; undefined while it has none. The first outcome counts (R-ORD-12). */
export async function readOutcome(
  db: Database,
  vault: Vault,
  caseId: CaseId,
  actionId: ActionId,
): Promise<ActionOutcome | undefined> {
  const rows = await selectAudit(db)
    .where('audit.case_id', '=', caseId)
    .where('action_id', '=', actionId)
    .orderBy('position')
    .execute();
  const [first] = rows;
  const last = rows.findLast((row) => row.seq === first?.seq);
  if (first === undefined || last === undefined) return undefined;
  const entry = toEntry(vault, last);
  return {
    actionId,
    action: entry.action,
    outcome: entry.outcome,
    reason: entry.reason,
    detail: entry.detail,
    items: entry.items,
    at: entry.at,
    from: first.from_stage,
    to: entry.to,
    visit: entry.visit,
    seq: entry.seq,
  };
}

const selectAudit = (db: Database) =>
  db.selectFrom('audit').innerJoin('cases', 'cases.id', 'audit.case_id').selectAll('audit').select('cases.wrapped_key');

function toEntry(vault: Vault, row: Selectable<AuditTable> & { wrapped_key: Buffer | null }): AuditEntry {
  const key = keyIfReadable(vault, { id: row.case_id, wrapped_key: row.wrapped_key });
  return {
    position: row.position,
    seq: row.seq ?? undefined,
    at: fromDate(row.at),
    recordedAt: instant(row.recorded_at.getTime()),
    actor: { id: row.actor_id, role: row.actor_role, door: row.door },
    action: row.action,
    actionId: row.action_id ?? undefined,
    dueAt: fromOptionalDate(row.due_at),
    from: row.from_stage,
    to: row.to_stage,
    visit: row.visit,
    round: row.round,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    detail: openIfReadable(key, detailAt(row.position), row.detail),
    items: openIfReadable(key, itemsAt(row.position), row.items),
  };
}
