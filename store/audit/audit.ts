/**
 * The audit trail: who did what to an order, in which role, through which door, when and why. Rows are chained by hash
 * within each order (`audit-seals.ts` seals the chains, `audit-check.ts` checks them), so that a row that was changed,
 * removed or moved is found, offline and without any personal data being opened.
 */
import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { Finding } from '../../domain/finding.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { RefusedHere } from '../../domain/lifecycle/refused-here.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Actor } from '../../domain/role.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { open, seal, sha256, type Column, type DataKey, type Vault } from '../sealing/envelope.ts';
import type { AuditTable } from './tables.ts';
import type { Schema } from '../postgres/schema.ts';
import { openTask } from '../tasks/tasks.ts';

/** Channel on which every step is announced: `<orderId> <seq> <actionId>`. */
export const STEP_CHANNEL = 'beian_step';
/** What the first row of a chain, and the first seal, names as the one before. */
export const FIRST_PREVIOUS = '0'.repeat(64);

/** Sealed text is bound to its row, so that it cannot be moved to another one. */
const detailAt = (position: number): Column<string> => ({ name: `audit.detail.${position}` });
const itemsAt = (position: number): Column<Finding[]> => ({ name: `audit.items.${position}` });

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
  /** Free text; absent once the order's data is erased. */
  detail: string | undefined;
  items: Finding[] | undefined;
}

/** What became of an action somebody sent. */
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

/** The history of an order, oldest first (R-SM-7). */
export async function readHistory(db: Database, vault: Vault, orderId: OrderId): Promise<AuditEntry[]> {
  const rows = await selectAudit(db).where('audit.order_id', '=', orderId).orderBy('position').execute();
  return rows.map((row) => toEntry(vault, row));
}

/** What became of an action; undefined while nothing did. The first answer stands (R-ORD-12). */
export async function readOutcome(
  db: Database,
  vault: Vault,
  orderId: OrderId,
  actionId: ActionId,
): Promise<ActionOutcome | undefined> {
  const rows = await selectAudit(db)
    .where('audit.order_id', '=', orderId)
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

/** One hop of a step, to be appended to the order's chain. */
export interface NewAuditEntry {
  orderId: OrderId;
  seq: number | undefined;
  at: Instant;
  cause: Cause;
  from: Stage;
  to: Stage;
  visit: number;
  round: number;
}

/** Where an order's chain ends; kept in the order's row. */
export interface ChainHead {
  audit_length: number;
  audit_head: string | null;
}

/** What is appended to an order's chain, and where the chain ends now. */
export interface Appending {
  orderId: OrderId;
  /** Absent once the order's data is erased; free text is then left out. */
  key: DataKey | undefined;
  head: ChainHead;
  entries: readonly NewAuditEntry[];
}

/**
 * Begins a statement that appends rows to an order's chain and moves its head, and with it whatever else of the order is
 * `changed`; the caller goes on with it and executes it. The caller holds the lock of the order's row, so that chains
 * cannot fork.
 */
export function appendAudit(
  trx: Database,
  { orderId, key, head, entries }: Appending,
  changed: UpdateObject<Schema, 'orders'> = {},
) {
  const recordedAt = new Date();
  const rows: Selectable<AuditTable>[] = [];
  let previous = head.audit_head ?? FIRST_PREVIOUS;
  for (const [index, entry] of entries.entries()) {
    const row = toRow(key, entry, { position: head.audit_length + index + 1, previous, recordedAt });
    rows.push(row);
    previous = row.hash;
  }
  const moved = { audit_length: head.audit_length + rows.length, audit_head: previous };
  return trx
    .with('appended', (db) => db.insertInto('audit').values(rows))
    .with('moved', (db) =>
      db
        .updateTable('orders')
        .set({ ...changed, ...moved })
        .where('id', '=', orderId),
    );
}

function toRow(
  key: DataKey | undefined,
  { orderId, seq, at, cause, from, to, visit, round }: NewAuditEntry,
  link: { position: number; previous: string; recordedAt: Date },
): Selectable<AuditTable> {
  const sealed = <T>(column: Column<T>, value: T | undefined) =>
    key === undefined || value === undefined ? null : seal(key, column, value);
  const row = {
    order_id: orderId,
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

/** A signal's name may come from anybody's hand; only what looks like a name is kept in clear. */
const actionName = (name: string): string => (/^[A-Za-z][\w.:-]{0,79}$/.test(name) ? name : 'unknown');

/** SHA-256 over every column of the row but the hash itself; sealed columns enter as their ciphertext. */
export function hashOf(row: Omit<Selectable<AuditTable>, 'hash'>): string {
  const digest = (sealed: Buffer | null) => (sealed === null ? null : sha256(sealed));
  return sha256(
    JSON.stringify([
      row.order_id,
      row.position,
      row.seq,
      row.at.toISOString(),
      row.recorded_at.toISOString(),
      row.actor_id,
      row.actor_role,
      row.door,
      row.action,
      row.action_id,
      row.due_at?.toISOString() ?? null,
      row.from_stage,
      row.to_stage,
      row.visit,
      row.round,
      row.outcome,
      row.reason,
      digest(row.detail),
      digest(row.items),
      row.prev_hash,
    ]),
  );
}

/** To be selected: tells a step to whoever waits for it once the transaction commits. No personal data. */
export function announcement(step: { orderId: OrderId; seq: number; actionId: ActionId | undefined }) {
  const payload = `${step.orderId} ${step.seq} ${step.actionId ?? ''}`.trimEnd();
  return sql<void>`pg_notify(${STEP_CHANNEL}, ${payload})`.as('announced');
}

export interface AfterEnd {
  orderId: OrderId;
  at: Instant;
  actor: Actor;
  action: string;
  actionId: ActionId;
  detail?: string;
  /** Why it changes nothing, and what an operator must look at. */
  refused: RefusedHere;
}

/**
 * Records what came for an order that has ended (R-SM-8). A repeat gets the first outcome. Throws when there is no such
 * order.
 */
export function recordAfterEnd(db: Database, vault: Vault, late: AfterEnd): Promise<ActionOutcome> {
  return inTransaction(db, async (trx) => {
    const order = await trx
      .selectFrom('orders')
      .select(['stage', 'visit', 'round', 'wrapped_key', 'audit_length', 'audit_head'])
      .where('id', '=', late.orderId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = await readOutcome(trx, vault, late.orderId, late.actionId);
    if (before !== undefined) return before;
    const cause: Cause = {
      actor: late.actor,
      action: late.action,
      actionId: late.actionId,
      outcome: 'REFUSED',
      reason: late.refused.reason,
      ...present({ detail: late.detail }),
    };
    const { stage, visit, round } = order;
    const key = order.wrapped_key === null ? undefined : vault.unwrap(late.orderId, order.wrapped_key);
    const entry = { orderId: late.orderId, seq: undefined, at: late.at, cause, from: stage, to: stage, visit, round };
    await appendAudit(trx, { orderId: late.orderId, key, head: order, entries: [entry] })
      .selectNoFrom(announcement({ orderId: late.orderId, seq: 0, actionId: late.actionId }))
      .execute();
    for (const kind of late.refused.tasks ?? []) {
      await openTask(trx, { orderId: late.orderId, kind, visit, at: late.at });
    }
    return {
      actionId: late.actionId,
      action: actionName(late.action),
      outcome: 'REFUSED',
      reason: late.refused.reason,
      detail: late.detail,
      items: undefined,
      at: late.at,
      from: stage,
      to: stage,
      visit,
      seq: undefined,
    };
  });
}

const selectAudit = (db: Database) =>
  db
    .selectFrom('audit')
    .innerJoin('orders', 'orders.id', 'audit.order_id')
    .selectAll('audit')
    .select('orders.wrapped_key');

function toEntry(vault: Vault, row: Selectable<AuditTable> & { wrapped_key: Buffer | null }): AuditEntry {
  const key = row.wrapped_key === null ? undefined : vault.unwrap(row.order_id, row.wrapped_key);
  const opened = <T>(column: Column<T>, sealed: Buffer | null) =>
    key === undefined || sealed === null ? undefined : open(key, column, sealed);
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
    detail: opened(detailAt(row.position), row.detail),
    items: opened(itemsAt(row.position), row.items),
  };
}
