/**
 * The rows of the access gate: one for each domain that an order or a record is about, or that a bureau found without a filing. A row is decided again after whatever it
 * depends on has changed; one process does it at a time, so that changes become visible in the order of their numbers.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import { decide, type Decision } from '../../domain/access/decide.ts';
import type { AccessReason } from '../../domain/access/reasons.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { ifKnown, present } from '../../domain/present.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { cursorAt, cursorNumber, readCursor } from '../postgres/cursor.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { PageRequest } from '../postgres/page.ts';
import type { Vault } from '../sealing/vault.ts';
import { gateFacts, type StoredFacts } from './gate-facts.ts';

/** What the network may do with one domain, and since when. */
export interface GateRow {
  domain: string;
  serve: boolean;
  reason: AccessReason;
  number?: string;
  orderId?: OrderId;
  from?: Instant;
  since: Instant;
  /** Of the row's last change. */
  seq: number;
}

/** Whether domains of this one's suffix can be filed (R-NEED-16). */
export type Fileable = (domain: string) => boolean;

/** Decides for one domain as of now. */
export const decideNow = (
  { clockSkewMs, ...known }: StoredFacts,
  { domain, now, fileable }: { domain: string; now: Instant; fileable: Fileable },
): Decision => decide({ ...known, now: instant(now + clockSkewMs), fileable: fileable(domain) });

/** How many domains are decided in one transaction. */
const AT_A_TIME = 1000;

/**
 * Decides again for domains that are marked, or whose time has come; returns how many were looked at. Does nothing while another
 * process is at it. `now` is the wall clock.
 */
export function refreshGate(
  db: Database,
  vault: Vault,
  { now, fileable }: { now: Instant; fileable: Fileable },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('access gate', 0)) as mine`.execute(trx);
    if (rows[0]?.mine !== true) return 0;
    const domains = await takeDue(trx, now);
    if (domains.length === 0) return 0;
    await writeRows(trx, await decisionsOn(trx, vault, domains, { now, fileable }), now);
    return domains.length;
  });
}

/** Whether a row waits to be decided again. */
export async function isGateDue(db: Database, now: Instant): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (select from gate_marks) or exists (select from gate_rows where recheck_at <= ${toDate(now)}) as due
  `.execute(db);
  return rows[0]?.due ?? false;
}

async function takeDue(trx: Database, now: Instant): Promise<string[]> {
  const { rows } = await sql<{ domain: string }>`
    with taken as (
      delete from gate_marks where id in (select id from gate_marks order by id limit ${AT_A_TIME}) returning domain
    ), come as (
      select domain from gate_rows where recheck_at <= ${toDate(now)} order by recheck_at limit ${AT_A_TIME}
    )
    select domain from taken union select domain from come`.execute(trx);
  return rows.map(({ domain }) => domain);
}

interface Decided extends Decision {
  domain: string;
  clockSkewMs: number;
  /** Neither record nor order knows the domain any more, and no bureau asks about it. */
  isNothing: boolean;
}

async function decisionsOn(
  db: Database,
  vault: Vault,
  domains: readonly string[],
  { now, fileable }: { now: Instant; fileable: Fileable },
): Promise<Decided[]> {
  const facts = await gateFacts(db, vault, domains);
  return [...facts].map(([domain, known]) => {
    const { clockSkewMs, website, order, formerNumber, foundUnfiled } = known;
    const isKnown = website !== undefined || order !== undefined || formerNumber !== undefined || foundUnfiled === true;
    return { domain, clockSkewMs, isNothing: !isKnown, ...decideNow(known, { domain, now, fileable }) };
  });
}

/** Only a row that says something else than before counts as changed. A domain that nothing is known of gets no row. */
async function writeRows(trx: Database, decided: readonly Decided[], now: Instant): Promise<void> {
  const rows = decided
    .toSorted((one, other) => (one.domain < other.domain ? -1 : 1))
    .map((one) => ({
      domain: one.domain,
      serve: one.serve,
      reason: one.reason,
      number: one.number ?? null,
      order_id: one.orderId ?? null,
      opens_at: ifKnown(one.from, toDate) ?? null,
      recheck_at: one.until === undefined ? null : toDate(instant(one.until - one.clockSkewMs)),
      is_nothing: one.isNothing,
    }));
  await sql`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (
        domain text, serve boolean, reason text, number text, order_id text,
        opens_at timestamptz, recheck_at timestamptz, is_nothing boolean)
    ), changed as (
      select told.* from told left join gate_rows as known using (domain)
      where case when known.domain is null then not told.is_nothing
        else (told.serve, told.reason, told.number, told.order_id, told.opens_at)
          is distinct from (known.serve, known.reason, known.number, known.order_id, known.opens_at) end
      order by told.domain
    ), checked as (
      update gate_rows set recheck_at = told.recheck_at from told
      where told.domain = gate_rows.domain and told.recheck_at is distinct from gate_rows.recheck_at
        and not exists (select from changed where changed.domain = told.domain)
    )
    insert into gate_rows as known (domain, serve, reason, number, order_id, opens_at, recheck_at, since, seq)
    select domain, serve, reason, number, order_id, opens_at, recheck_at, ${toDate(now)}, nextval('gate_changes')
    from changed
    on conflict (domain) do update set
      serve = excluded.serve, reason = excluded.reason, number = excluded.number, order_id = excluded.order_id,
      opens_at = excluded.opens_at, recheck_at = excluded.recheck_at, seq = excluded.seq,
      since = case when (known.serve, known.reason) = (excluded.serve, excluded.reason)
        then known.since else excluded.since end`.execute(trx);
}

const placeSchema = z.tuple([cursorNumber]);

export interface GatePage {
  rows: GateRow[];
  /** Whether there is more after this page. */
  more: boolean;
  /** Leads to whatever changes after this page, on the last page too. */
  upTo: string;
}

/**
 * The rows in the order of their last change, after a cursor. A row that changes moves to the end, so a reader who goes on from
 * `upTo` misses nothing. Throws `CursorError` for a cursor that was not given out here.
 */
export async function gatePage(db: Database, { limit, cursor }: PageRequest): Promise<GatePage> {
  const [after] = cursor === undefined ? [0] : readCursor(placeSchema, cursor);
  const rows = await gateChanges(db, after, limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, more: rows.length > limit, upTo: cursorOfChange(page.at(-1)?.seq ?? after) };
}

/** The cursor of whoever has read the list up to this change. */
export const cursorOfChange = (seq: number): string => cursorAt([seq]);

/** At most `limit` rows whose last change came after the change of this number. */
export async function gateChanges(db: Database, after: number, limit: number): Promise<GateRow[]> {
  const rows = await db
    .selectFrom('gate_rows')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    domain: row.domain,
    serve: row.serve,
    reason: row.reason,
    since: fromDate(row.since),
    seq: row.seq,
    ...present({
      number: row.number ?? undefined,
      orderId: row.order_id ?? undefined,
      from: fromOptionalDate(row.opens_at),
    }),
  }));
}
