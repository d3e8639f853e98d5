/** What sending and fetching have in common: one process at a time for each account, pauses, halts and the account's last call. */
import { heartbeat } from '@temporalio/activity';
import type { CallEnd, MiitClient } from '../../adapters/bureau/miit/client.ts';
import type { Turn, WaitsFor } from '../../domain/bureau/exchange.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import {
  bureauAccount,
  halt,
  noteCall,
  notePause,
  noteProgress,
  type AccountNow,
  type Half,
} from '../../store/bureau/accounts.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import { onlyOne } from '../../store/postgres/only-one.ts';
import { isPostgresUnavailable } from '../../store/postgres/unavailable.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { closeDeskTask, openDeskTask } from './desk-task.ts';
import { logPlace } from './log-place.ts';

export type ExchangeDependencies = Pick<
  ActivityDependencies,
  'database' | 'exchangeDatabase' | 'vault' | 'bureauAccounts'
>;

/** One turn of one half of an account. */
export interface AccountTurn {
  half: Half;
  /** The connection that holds the lock of the account's half: when it breaks, nothing is written by two. */
  db: Database;
  vault: Vault;
  client: MiitClient;
  account: AccountNow;
  now: Instant;
}

/** How often an activity says that it is alive; the time-out is in `workflows/bureau/activities.ts`. */
const ALIVE_EVERY_MS = 5_000;
const OTHER_PROCESS_MS = 5_000;
const DAY_MS = 86_400_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Failures in a row, such as answers that cannot be read, after which a person is told. */
const TOLD_AT_FAILURE = 3;
/** While an account stands, or has nothing to do, somebody may have changed that without saying so. */
export const LOOK_AGAIN_MS = 60_000;

export const waits = (waitsFor: WaitsFor, forMs: number): Turn => ({ goOn: false, waitsFor, forMs });

/** Does one turn unless another process does one of the same half, or the account may not do anything now. */
export async function accountTurn(
  { database, exchangeDatabase = database, vault, bureauAccounts = [] }: ExchangeDependencies,
  half: Half,
  name: string,
  work: (turn: AccountTurn) => Promise<Turn>,
): Promise<Turn> {
  const client = bureauAccounts.find((one) => one.name === name);
  if (client === undefined) return waits('CONFIGURATION', LOOK_AGAIN_MS);
  const isAlive = setInterval(heartbeat, ALIVE_EVERY_MS);
  try {
    const done = await onlyOne(exchangeDatabase, `bureau ${half} ${name}`, async (db) => {
      const account = await bureauAccount(db, name);
      const now = instant(Date.now());
      if (account.stopped || account.halted[half] !== undefined) return waits('OPERATOR', LOOK_AGAIN_MS);
      const notBefore = account.notBefore[half];
      if (notBefore !== undefined && notBefore > now) return waits(account.waitsFor[half] ?? 'BUREAU', notBefore - now);
      return orPause({ half, db, vault, client, account, now }, work);
    });
    return done ?? waits('OTHER_PROCESS', OTHER_PROCESS_MS);
  } finally {
    clearInterval(isAlive);
  }
}

/**
 * What fails for a reason of its own is tried again after a pause, and a person is told when it has failed some times in a row. Without
 * Postgres nothing can be written, so that fault is the activity's.
 */
async function orPause(turn: AccountTurn, work: (turn: AccountTurn) => Promise<Turn>): Promise<Turn> {
  try {
    return await work(turn);
  } catch (error) {
    if (isPostgresUnavailable(error)) throw error;
    logPlace('a turn of the exchange with a bureau failed', error);
    return pause(turn, 'CORRECTION', { tell: failsAgain(turn) });
  }
}

/** Whether this failure is one too many in a row to be chance. */
const failsAgain = ({ account, half }: AccountTurn): boolean => account.failures[half] + 1 >= TOLD_AT_FAILURE;

/** The pause after a failure: twice as long as the one before, up to an hour. */
export const pauseMs = ({ client, account, half }: AccountTurn): number =>
  Math.min(LONGEST_PAUSE_MS, client.firstPauseMs * 2 ** Math.min(account.failures[half], 20));

/** Nothing goes on for a while. After a day of failures a person is told. */
export async function pause(
  turn: AccountTurn,
  waitsFor: WaitsFor,
  { forMs = pauseMs(turn), tell = false }: { forMs?: number; tell?: boolean } = {},
): Promise<Turn> {
  const { db, vault, account, half } = turn;
  const at = instant(Date.now());
  await inTransaction(db, async (trx) => {
    await notePause(trx, account.name, half, { until: instant(at + forMs), waitsFor, at });
    const since = account.failedSince[half] ?? at;
    if (tell || at - since > DAY_MS)
      await openDeskTask(trx, vault, { kind: 'BUREAU_EXCHANGE_STUCK', visit: account.number, at });
  });
  return waits(waitsFor, forMs);
}

/** A call ended without an answer of the interface. */
export function pauseWithoutAnswer(
  turn: AccountTurn,
  end: Exclude<CallEnd, { end: 'ANSWERED' }>,
  waitsFor: WaitsFor,
): Promise<Turn> {
  const tell = end.unreadable === true && failsAgain(turn);
  return pause(turn, waitsFor, { tell });
}

/** This half stands until an operator has put something right and starts the account again. */
export async function halted(turn: AccountTurn, reason: string): Promise<Turn> {
  const { db, vault, account, half } = turn;
  const at = instant(Date.now());
  await inTransaction(db, async (trx) => {
    await halt(trx, account.name, half, reason);
    await openDeskTask(trx, vault, { kind: 'BUREAU_ACCOUNT_HALTED', visit: account.number, at });
  });
  return waits('OPERATOR', LOOK_AGAIN_MS);
}

/** What was tried has succeeded: the next failure is the first, and nobody needs to look any more. */
export async function progressed({ db, account, half }: AccountTurn, at: Instant): Promise<void> {
  const { failures, failedSince } = account;
  if (failures[half] === 0 && failedSince[half] === undefined) return;
  await noteProgress(db, account.name, half);
  await closeDeskTask(db, { kind: 'BUREAU_EXCHANGE_STUCK', visit: account.number, at });
}

/** Writes down when which call was made and how it was answered. */
export async function noteEnd({ db, account }: AccountTurn, call: string, end: CallEnd): Promise<void> {
  const answer = end.end === 'ANSWERED' ? end.answer : undefined;
  await noteCall(db, account.name, {
    call,
    code: answer?.code ?? null,
    success: answer !== undefined && ['DONE', 'MORE', 'NOTHING'].includes(answer.class),
    at: instant(Date.now()),
  });
}

const MAINTENANCE_CODES: readonly number[] = [901, 902];
const FULL_QUEUE_CODE = 15;

/** What is waited for after an answer that says "not now". */
export const waitAfter = (code: number): WaitsFor =>
  MAINTENANCE_CODES.includes(code) ? 'MAINTENANCE' : code === FULL_QUEUE_CODE ? 'FULL_QUEUE' : 'BUREAU';

const OTHER_HOURS_MS = 1_800_000;

/** Code 20: until the hours that the answer names; half an hour where it names none, or they are now. */
export function pauseUntilOpen(turn: AccountTurn, message: string): Promise<Turn> {
  const { client } = turn;
  const now = instant(Date.now());
  const opens = client.opensAt(now, message);
  return pause(turn, 'HOURS', { forMs: opens > now ? opens - now : OTHER_HOURS_MS });
}
