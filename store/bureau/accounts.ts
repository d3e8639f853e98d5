/** How the accounts at the bureaus stand: numbers, halts, pauses and the last call. */
import { sql, type Selectable } from 'kysely';
import type { WaitsFor } from '../../domain/bureau/exchange.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromOptionalDate, toDate, type Database } from '../postgres/database.ts';
import type { BureauAccountsTable } from './tables.ts';

export type Half = 'sending' | 'fetching';

/** What the sender or the fetcher of an account has to know before it does anything. */
export interface AccountNow {
  name: string;
  /** Numbers the accounts; tasks about an account carry it as their visit. */
  number: number;
  /** The number of the last upload that the bureau accepted. */
  lastNumber: number;
  stopped: boolean;
  halted: Record<Half, string | undefined>;
  waitsFor: Record<Half, WaitsFor | undefined>;
  notBefore: Record<Half, Instant | undefined>;
  failedSince: Record<Half, Instant | undefined>;
  failures: Record<Half, number>;
  hoursSaid: string | undefined;
}

/** The row of an account, made when it is needed first. */
export async function bureauAccount(db: Database, name: string): Promise<AccountNow> {
  const known = await readRow(db, name);
  if (known !== undefined) return toAccount(known);
  await db
    .insertInto('bureau_accounts')
    .values({ name })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return toAccount(
    await db.selectFrom('bureau_accounts').selectAll().where('name', '=', name).executeTakeFirstOrThrow(),
  );
}

const readRow = (db: Database, name: string) =>
  db.selectFrom('bureau_accounts').selectAll().where('name', '=', name).executeTakeFirst();

const toAccount = (row: Selectable<BureauAccountsTable>): AccountNow => ({
  name: row.name,
  number: row.number,
  lastNumber: row.last_number,
  stopped: row.stopped_at !== null,
  halted: { sending: row.sending_halted ?? undefined, fetching: row.fetching_halted ?? undefined },
  waitsFor: { sending: row.sending_waits_for ?? undefined, fetching: row.fetching_waits_for ?? undefined },
  notBefore: {
    sending: fromOptionalDate(row.sending_not_before),
    fetching: fromOptionalDate(row.fetching_not_before),
  },
  failedSince: {
    sending: fromOptionalDate(row.sending_failed_since),
    fetching: fromOptionalDate(row.fetching_failed_since),
  },
  failures: { sending: row.sending_failures, fetching: row.fetching_failures },
  hoursSaid: row.hours_said ?? undefined,
});

const change = (db: Database, name: string) => db.updateTable('bureau_accounts').where('name', '=', name);

/** The last accepted number, as the bureau's answers say it. */
export async function noteNumber(db: Database, name: string, number: number, at: Instant): Promise<void> {
  await change(db, name)
    .set({ last_number: number, synchronised_at: toDate(at) })
    .execute();
}

/** A call was answered; `code` is its `msg_code`, null when there was no answer. */
export async function noteCall(
  db: Database,
  name: string,
  { call, code, success, at }: { call: string; code: number | null; success: boolean; at: Instant },
): Promise<void> {
  await change(db, name)
    .set({
      last_call: call,
      last_call_at: toDate(at),
      last_code: code,
      ...(success ? { last_success_at: toDate(at) } : {}),
    })
    .execute();
}

/** Nothing goes on in this half before the instant. Counts the failure. */
export async function notePause(
  db: Database,
  name: string,
  half: Half,
  { until, waitsFor, at }: { until: Instant; waitsFor: WaitsFor; at: Instant },
): Promise<void> {
  await change(db, name)
    .set(
      half === 'sending'
        ? {
            sending_not_before: toDate(until),
            sending_waits_for: waitsFor,
            sending_failed_since: sql<Date>`coalesce(sending_failed_since, ${toDate(at)})`,
            sending_failures: sql<number>`sending_failures + 1`,
          }
        : {
            fetching_not_before: toDate(until),
            fetching_waits_for: waitsFor,
            fetching_failed_since: sql<Date>`coalesce(fetching_failed_since, ${toDate(at)})`,
            fetching_failures: sql<number>`fetching_failures + 1`,
          },
    )
    .execute();
}

/** What was tried has succeeded, so the next failure is the first one. */
export async function noteProgress(db: Database, name: string, half: Half): Promise<void> {
  await change(db, name).set(CLEARED[half]).execute();
}

const CLEARED = {
  sending: {
    sending_not_before: null,
    sending_waits_for: null,
    sending_failed_since: null,
    sending_failures: 0,
  },
  fetching: { fetching_not_before: null, fetching_waits_for: null, fetching_failed_since: null, fetching_failures: 0 },
} as const;

/** The hours of reporting as the bureau names them. */
export async function noteHours(db: Database, name: string, hours: string): Promise<void> {
  await change(db, name).set({ hours_said: hours }).execute();
}

export async function noteFetchedAll(db: Database, name: string, at: Instant): Promise<void> {
  await change(db, name)
    .set({ fetched_all_at: toDate(at) })
    .execute();
}

/** Nothing goes on in this half until an operator starts the account again. */
export async function halt(db: Database, name: string, half: Half, reason: string): Promise<void> {
  await change(db, name)
    .set(half === 'sending' ? { sending_halted: reason } : { fetching_halted: reason })
    .execute();
}

/** An operator stops an account: calls under way end, and no other begins. Who stopped it first stays. False when there is no such account. */
export async function stopAccount(db: Database, name: string, by: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await change(db, name)
    .set({
      stopped_at: sql<Date>`coalesce(stopped_at, ${toDate(at)})`,
      stopped_by: sql<string>`coalesce(stopped_by, ${by})`,
    })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** An operator starts it: what was stopped, halted or paused goes on at once. False when there is no such account. */
export async function startAccount(db: Database, name: string): Promise<boolean> {
  const { numUpdatedRows } = await change(db, name)
    .set({
      stopped_at: null,
      stopped_by: null,
      sending_halted: null,
      fetching_halted: null,
      ...CLEARED.sending,
      ...CLEARED.fetching,
    })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
