/** Removes what is older than its term, a batch at a time, so that no request waits for a long deletion. */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { oldBefore, retention } from './retention.ts';

const BATCH = 1000;

export interface Pruning {
  now: Instant;
  /** No batch is begun after this time, in milliseconds; the next night goes on. */
  withinMs: number;
}

/** Removes what is old from every table with a term; returns how many rows. */
export async function prune(db: Database, { now, withinMs }: Pruning): Promise<number> {
  const until = performance.now() + withinMs;
  let removed = 0;
  for (const [table, { kept, ...term }] of Object.entries(retention)) {
    if (kept !== 'FOR_DAYS' || !('old' in term)) continue;
    const old = term.old(toDate(oldBefore(term.days, now)));
    let batch = BATCH;
    while (batch === BATCH && performance.now() < until) {
      batch = await removeBatch(db, table, old);
      removed += batch;
    }
  }
  return removed;
}

async function removeBatch(db: Database, table: string, old: ReturnType<typeof sql>): Promise<number> {
  const name = sql.table(table);
  const { numAffectedRows } = await sql`
    delete from ${name} where ctid = any(array(select ctid from ${name} where ${old} limit ${BATCH}))`.execute(db);
  return Number(numAffectedRows ?? 0);
}
