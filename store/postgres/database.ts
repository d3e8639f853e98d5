/** Access to Postgres: one pool per process. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { openPool, type PoolOptions } from './pool.ts';
import type { Schema } from './schema.ts';

/** A pool of connections, or the transaction a caller is in. */
export type Database = Kysely<Schema>;

/** Opens the pool. Nothing is connected before the first query. */
export const openDatabase = (url: string, options: PoolOptions = {}): Database =>
  new Kysely<Schema>({ dialect: new PostgresDialect({ pool: openPool(url, options) }) });

/** Closes the pool; queries under way end first. */
export const closeDatabase = (db: Database): Promise<void> => db.destroy();

/** Runs in the caller's transaction, or in a new one when there is none. */
export function inTransaction<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

export const toDate = (at: Instant): Date => new Date(at);
export const fromDate = (date: Date): Instant => instant(date.getTime());
export const fromOptionalDate = (date: Date | null): Instant | undefined =>
  date === null ? undefined : fromDate(date);

/**
 * Does the work unless a unique index refuses it, and says which. The caller's transaction stays usable either way.
 */
export async function unlessTaken(trx: Database, index: string, work: () => Promise<unknown>): Promise<boolean> {
  await sql`savepoint unless_taken`.execute(trx);
  try {
    await work();
    await sql`release savepoint unless_taken`.execute(trx);
    return true;
  } catch (error) {
    if (!isUniqueViolation(error, index)) throw error;
    await sql`rollback to savepoint unless_taken`.execute(trx);
    return false;
  }
}

const UNIQUE_VIOLATION = '23505';

export const isUniqueViolation = (error: unknown, index: string): boolean =>
  error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === index;
