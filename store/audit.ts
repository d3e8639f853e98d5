/**
 * The audit trail: who did what to an order, in which role, through which door, when and why. Rows are chained by hash
 * within each order, and the heads of all chains that grew are sealed once a day with a key that is not in the database;
 * so a row that was changed, removed or moved is found, offline and without any personal data being opened.
 */
import { sql, type Selectable, type UpdateObject } from 'kysely';
import type { Finding } from '../domain/finding.ts';
import type { ActionId, OrderId } from '../domain/identifiers.ts';
import { instant, type Instant } from '../domain/instant.ts';
import type { Cause } from '../domain/progress.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { PARTY_ROLES, type Actor } from '../domain/role.ts';
import type { Stage } from '../domain/stage.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from './database.ts';
import { open, seal, sha256, type AuditMac, type Column, type DataKey, type Vault } from './envelope.ts';
import type { AuditTable, Schema } from './schema.ts';
import { openTask } from './tasks.ts';

/** Channel on which every step is announced: `<orderId> <seq> <actionId>`. */
export const STEP_CHANNEL = 'beian_step';
const FIRST_PREVIOUS = '0'.repeat(64);

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
function hashOf(row: Omit<Selectable<AuditTable>, 'hash'>): string {
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
}

/**
 * Records what came for an order that has ended: refused as `CLOSED`, and a task for the operators when an outside party
 * sent it (R-SM-8). A repeat gets the first outcome. Throws when there is no such order.
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
      reason: 'CLOSED',
      ...(late.detail === undefined ? {} : { detail: late.detail }),
    };
    const { stage, visit, round } = order;
    const key = order.wrapped_key === null ? undefined : vault.unwrap(late.orderId, order.wrapped_key);
    const entry = { orderId: late.orderId, seq: undefined, at: late.at, cause, from: stage, to: stage, visit, round };
    await appendAudit(trx, { orderId: late.orderId, key, head: order, entries: [entry] })
      .selectNoFrom(announcement({ orderId: late.orderId, seq: 0, actionId: late.actionId }))
      .execute();
    if (isParty(late.actor)) {
      await openTask(trx, { orderId: late.orderId, kind: 'CALLBACK_AFTER_END', visit, at: late.at });
    }
    return {
      actionId: late.actionId,
      action: actionName(late.action),
      outcome: 'REFUSED',
      reason: 'CLOSED',
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

const PARTIES: ReadonlySet<string> = new Set(PARTY_ROLES);
const isParty = (actor: Actor): boolean => PARTIES.has(actor.role);

export interface AuditSeal {
  number: number;
  sealedAt: Instant;
  /** Chains that grew since the last seal. */
  heads: number;
  /** Worth keeping outside the database: it fixes everything sealed up to here. */
  hash: string;
}

const SEAL_LOCK = 'beian audit seal';
const HEADS_PER_INSERT = 5000;

/** Seals the heads of all chains that grew since the last seal. Several processes may call it; one works at a time. */
export function sealHeads(db: Database, mac: AuditMac, at: Instant): Promise<AuditSeal> {
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${SEAL_LOCK}, 0))`.execute(trx);
    const last = await trx
      .selectFrom('audit_seals')
      .select(['number', 'hash'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const grown = await trx
      .updateTable('orders')
      .set((eb) => ({ sealed_length: eb.ref('audit_length') }))
      .whereRef('audit_length', '>', 'sealed_length')
      .returning(['id', 'audit_length', 'audit_head'])
      .execute();
    const heads = grown
      .map((row) => ({ order_id: row.id, position: row.audit_length, hash: row.audit_head ?? FIRST_PREVIOUS }))
      .toSorted((a, b) => (a.order_id < b.order_id ? -1 : 1));
    const number = (last?.number ?? 0) + 1;
    const previous = last?.hash ?? FIRST_PREVIOUS;
    const hash = sealHash({ number, sealedAt: toDate(at), previous, heads });
    await trx
      .insertInto('audit_seals')
      .values({ number, sealed_at: toDate(at), heads: heads.length, prev_hash: previous, hash, mac: mac(hash) })
      .execute();
    for (let start = 0; start < heads.length; start += HEADS_PER_INSERT) {
      const part = heads.slice(start, start + HEADS_PER_INSERT).map((head) => ({ seal: number, ...head }));
      await trx.insertInto('audit_seal_heads').values(part).execute();
    }
    return { number, sealedAt: at, heads: heads.length, hash };
  });
}

interface SealedHead {
  order_id: string;
  position: number;
  hash: string;
}

interface SealContents {
  number: number;
  sealedAt: Date;
  previous: string;
  heads: readonly SealedHead[];
}

const sealHash = ({ number, sealedAt, previous, heads }: SealContents): string =>
  sha256(
    JSON.stringify([
      number,
      sealedAt.toISOString(),
      previous,
      heads.map((head) => [head.order_id, head.position, head.hash]),
    ]),
  );

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

/** One place where the trail is not what was written. */
export interface AuditFault {
  kind: AuditFaultKind;
  orderId?: string;
  position?: number;
  seal?: number;
}

export interface AuditReport {
  orders: number;
  rows: number;
  seals: number;
  faults: AuditFault[];
}

const ROWS_PER_READ = 5000;

/**
 * Checks every chain and every seal, in one snapshot. With `mac`, also that the seals were made with the key; without
 * it, someone who can write the whole database could have made them anew.
 */
export function verifyChains(db: Database, mac?: AuditMac): Promise<AuditReport> {
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
        if (tip?.orderId !== row.order_id) {
          finish(tip);
          tip = { orderId: row.order_id, position: 0, hash: FIRST_PREVIOUS };
        }
        faults.push(...checkRow(row, tip));
        tip = { orderId: row.order_id, position: row.position, hash: row.hash };
      }
      finish(tip);
      for (const [orderId, head] of heads) {
        if (!head.seen && head.length > 0) faults.push({ kind: 'ROW_REMOVED', orderId, position: head.length });
      }
      const seals = await verifySeals(trx, mac);
      return { orders: heads.size, rows, seals: seals.count, faults: [...faults, ...seals.faults] };
    });
}

interface Tip {
  orderId: string;
  position: number;
  hash: string;
}

interface Head {
  length: number;
  hash: string;
  seen: boolean;
}

async function readHeads(trx: Database): Promise<Map<string, Head>> {
  const rows = await trx.selectFrom('orders').select(['id', 'audit_length', 'audit_head']).execute();
  return new Map(
    rows.map((row) => [row.id, { length: row.audit_length, hash: row.audit_head ?? FIRST_PREVIOUS, seen: false }]),
  );
}

async function* auditRows(trx: Database): AsyncGenerator<Selectable<AuditTable>> {
  let after = { order_id: '', position: 0 };
  for (;;) {
    const rows = await trx
      .selectFrom('audit')
      .selectAll()
      .where(sql<boolean>`(order_id, position) > (${after.order_id}, ${after.position})`)
      .orderBy('order_id')
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
  const at = { orderId: row.order_id, position: row.position };
  if (row.position !== before.position + 1) {
    return [{ kind: 'ROW_REMOVED', orderId: row.order_id, position: before.position + 1 }];
  }
  if (row.hash !== hashOf(row)) return [{ kind: 'ROW_CHANGED', ...at }];
  return row.prev_hash === before.hash ? [] : [{ kind: 'CHAIN_BROKEN', ...at }];
}

function checkHead(tip: Tip, heads: Map<string, Head>): AuditFault[] {
  const head = heads.get(tip.orderId);
  if (head === undefined) return [{ kind: 'ROW_ADDED', orderId: tip.orderId, position: tip.position }];
  head.seen = true;
  if (tip.position < head.length) return [{ kind: 'ROW_REMOVED', orderId: tip.orderId, position: tip.position + 1 }];
  if (tip.position > head.length) return [{ kind: 'ROW_ADDED', orderId: tip.orderId, position: tip.position }];
  return tip.hash === head.hash ? [] : [{ kind: 'HEAD_DIFFERS', orderId: tip.orderId, position: tip.position }];
}

async function verifySeals(trx: Database, mac?: AuditMac): Promise<{ count: number; faults: AuditFault[] }> {
  const seals = await trx.selectFrom('audit_seals').selectAll().orderBy('number').execute();
  const faults: AuditFault[] = [];
  let previous = FIRST_PREVIOUS;
  let expected = 1;
  for (const each of seals) {
    const heads = await trx
      .selectFrom('audit_seal_heads')
      .select(['order_id', 'position', 'hash'])
      .where('seal', '=', each.number)
      .execute();
    const sorted = heads.toSorted((a, b) => (a.order_id < b.order_id ? -1 : 1));
    const hash = sealHash({ number: each.number, sealedAt: each.sealed_at, previous: each.prev_hash, heads: sorted });
    if (each.number !== expected) faults.push({ kind: 'SEAL_REMOVED', seal: expected });
    else if (hash !== each.hash || each.prev_hash !== previous)
      faults.push({ kind: 'SEAL_CHANGED', seal: each.number });
    else if (mac !== undefined && mac(each.hash) !== each.mac)
      faults.push({ kind: 'SEAL_NOT_OURS', seal: each.number });
    previous = each.hash;
    expected = each.number + 1;
  }
  faults.push(...(await sealedRowsThatDiffer(trx)), ...(await ordersWithoutTheirSeal(trx)));
  return { count: seals.length, faults };
}

/** What a seal fixed must still stand in the trail. */
async function sealedRowsThatDiffer(trx: Database): Promise<AuditFault[]> {
  const rows = await trx
    .selectFrom('audit_seal_heads as head')
    .leftJoin('audit', (join) =>
      join.onRef('audit.order_id', '=', 'head.order_id').onRef('audit.position', '=', 'head.position'),
    )
    .select(['head.seal', 'head.order_id', 'head.position'])
    .where((eb) => eb.or([eb('audit.hash', 'is', null), eb('audit.hash', '<>', eb.ref('head.hash'))]))
    .execute();
  return rows.map((row) => ({
    kind: 'SEALED_ROW_DIFFERS',
    orderId: row.order_id,
    position: row.position,
    seal: row.seal,
  }));
}

/** An order that says it was sealed must be in a seal, so the newest seals cannot be taken away unseen. */
async function ordersWithoutTheirSeal(trx: Database): Promise<AuditFault[]> {
  const rows = await trx
    .selectFrom('orders')
    .select(['id', 'sealed_length'])
    .where('sealed_length', '>', 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('audit_seal_heads as head')
            .select('head.seal')
            .whereRef('head.order_id', '=', 'orders.id')
            .whereRef('head.position', '=', 'orders.sealed_length'),
        ),
      ),
    )
    .execute();
  return rows.map((row) => ({ kind: 'SEAL_REMOVED', orderId: row.id, position: row.sealed_length }));
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
