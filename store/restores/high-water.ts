/**
 * Noticing a restore. A backup does not know what was sent after it was made. So a number rises in the database every minute and is kept
 * outside it: a database that is behind the kept number was brought back.
 */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from '../postgres/database.ts';

export interface Looked {
  /** To be kept outside the database. */
  number: number;
  /** The database has gone back behind what was kept, and nobody had noticed. */
  wasRestored: boolean;
  /** When this was read, by the clock of the database. */
  at: Instant;
}

/**
 * Compares and raises. `kept` is the highest number that is kept outside, read before this is called; undefined when nothing was ever
 * kept. Each restore is noticed once, however many processes look.
 */
export function lookAtHighWater(db: Database, kept: number | undefined): Promise<Looked> {
  return inTransaction(db, async (trx) => {
    const { number: found } = await trx.selectFrom('high_water').select('number').forUpdate().executeTakeFirstOrThrow();
    const isBehind = kept !== undefined && kept > found;
    const number = (isBehind ? kept : found) + 1;
    await trx.updateTable('high_water').set({ number }).execute();
    const noticed = isBehind
      ? await trx.insertInto('restores').values({ kept, found }).returning('kept').executeTakeFirst()
      : undefined;
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(trx);
    return { number, wasRestored: noticed !== undefined, at: fromDate(rows[0]?.at ?? new Date()) };
  });
}

export interface KnownRestores {
  /** Postgres has run since then; one that began later may hold a backup, about which nothing is known yet. */
  isSure: boolean;
  /** When a restore was noticed last. */
  last: Instant | undefined;
}

/** What is known of restores by a look of that time. */
export async function knownRestores(db: Database, lookedAt: Instant): Promise<KnownRestores> {
  const { rows } = await sql<{ sure: boolean; last: Date | null }>`
    select pg_postmaster_start_time() <= ${toDate(lookedAt)} as sure, (select max(noticed_at) from restores) as last`.execute(
    db,
  );
  const [row] = rows;
  return { isSure: row?.sure ?? false, last: fromOptionalDate(row?.last ?? null) };
}
