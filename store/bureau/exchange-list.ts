/** What operators see of the exchange with the bureaus: accounts, uploads and files, without what is in them. */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import type { WaitsFor } from '../../domain/bureau/exchange.ts';
import { fromOptionalDate, type Database } from '../postgres/database.ts';

export interface AccountInList {
  name: string;
  lastNumber: number;
  stoppedBy: string | undefined;
  sendingHalted: string | undefined;
  fetchingHalted: string | undefined;
  waitsFor: WaitsFor | undefined;
  notBefore: Instant | undefined;
  hoursSaid: string | undefined;
  lastCall: string | undefined;
  lastCallAt: Instant | undefined;
  lastCode: number | undefined;
  lastSuccessAt: Instant | undefined;
  fetchedAllAt: Instant | undefined;
  waitingUploads: number;
  /** When the oldest of them was queued. */
  waitingSince: Instant | undefined;
  refusedUploads: number;
  unacknowledgedFiles: number;
  unappliedFiles: number;
}

/** Every account that this database knows, by name. There are 31 at most in a configuration. */
export async function accountsInList(db: Database): Promise<AccountInList[]> {
  const rows = await db
    .selectFrom('bureau_accounts as account')
    .selectAll('account')
    .select([
      sql<number>`(select count(*) from bureau_uploads where account = account.name and state in ('WAITING', 'SENT', 'UNKNOWN'))`.as(
        'waiting',
      ),
      sql<Date | null>`(select min(queued_at) from bureau_uploads where account = account.name and state in ('WAITING', 'SENT', 'UNKNOWN'))`.as(
        'waiting_since',
      ),
      sql<number>`(select count(*) from bureau_uploads where account = account.name and state = 'REFUSED')`.as(
        'refused',
      ),
      sql<number>`(select count(*) from bureau_downloads where account = account.name and acknowledged_at is null)`.as(
        'unacknowledged',
      ),
      sql<number>`(select count(*) from bureau_downloads where account = account.name
        and (unapplied > 0 or (acknowledged_at is not null and applied_at is null)))`.as('unapplied'),
    ])
    .orderBy('name')
    .limit(MOST_ACCOUNTS)
    .execute();
  return rows.map((row) => ({
    name: row.name,
    lastNumber: row.last_number,
    stoppedBy: row.stopped_by ?? undefined,
    sendingHalted: row.sending_halted ?? undefined,
    fetchingHalted: row.fetching_halted ?? undefined,
    waitsFor: row.sending_waits_for ?? undefined,
    notBefore: fromOptionalDate(row.sending_not_before),
    hoursSaid: row.hours_said ?? undefined,
    lastCall: row.last_call ?? undefined,
    lastCallAt: fromOptionalDate(row.last_call_at),
    lastCode: row.last_code ?? undefined,
    lastSuccessAt: fromOptionalDate(row.last_success_at),
    fetchedAllAt: fromOptionalDate(row.fetched_all_at),
    waitingUploads: row.waiting,
    waitingSince: fromOptionalDate(row.waiting_since),
    refusedUploads: row.refused,
    unacknowledgedFiles: row.unacknowledged,
    unappliedFiles: row.unapplied,
  }));
}

export const MOST_ACCOUNTS = 100;
/** The list is for what needs somebody; whoever wants more looks into the database. */
export const MOST_OPEN = 200;

export interface OpenItems {
  uploads: { id: number; message: string; caseId: string; state: string; number: number | null; code: number | null }[];
  files: { id: number; fileName: string; fault: string | null; acknowledged: boolean; unapplied: number | null }[];
}

/** Uploads that wait or were refused, and files that somebody has to look at, the oldest first. */
export async function openItems(db: Database, account: string): Promise<OpenItems> {
  const uploads = await db
    .selectFrom('bureau_uploads')
    .select(['id', 'message', 'case_id as caseId', 'state', 'data_sequence as number', 'msg_code as code'])
    .where('account', '=', account)
    .where('state', '<>', 'ACCEPTED')
    .orderBy('id')
    .limit(MOST_OPEN)
    .execute();
  const files = await db
    .selectFrom('bureau_downloads')
    .select(['id', 'file_name', 'fault', 'acknowledged_at', 'unapplied'])
    .where('account', '=', account)
    .where((is) =>
      is.or([
        is('fault', 'is not', null),
        is('unapplied', '>', 0),
        is('acknowledged_at', 'is', null),
        is('applied_at', 'is', null),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(MOST_OPEN)
    .execute();
  return {
    uploads,
    files: files.map((row) => ({
      id: row.id,
      fileName: row.file_name,
      fault: row.fault,
      acknowledged: row.acknowledged_at !== null,
      unapplied: row.unapplied,
    })),
  };
}
