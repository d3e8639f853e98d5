/** How Postgres answers a statement. */
import { CompiledQuery, sql } from 'kysely';
import type { Database } from '../../../store/postgres/database.ts';

/** A node of a plan that reads a table. */
export interface Scan {
  /** Such as `Index Only Scan`. */
  readonly kind: string;
  readonly table: string;
  readonly index: string | undefined;
  /** How many rows the node has looked at, also those that it left out. */
  readonly rows: number;
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/**
 * How the statement reads its tables where an index can answer it. Runs it.
 *
 * Whether Postgres prefers an index to reading the whole table depends on its statistics and on which pages it knows to be
 * visible to all. Neither is settled in a test: another session, such as that of autovacuum, keeps `vacuum` from marking pages.
 * Here Postgres reads a whole table, or collects rows before it looks at them, only where no index can answer.
 */
export async function scansOf(
  db: Database,
  { sql: text, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<Scan[]> {
  return db.transaction().execute(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx);
    await sql`set local enable_bitmapscan = off`.execute(trx);
    const explain = CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]);
    const { rows } = await trx.executeQuery<{ 'QUERY PLAN': [{ Plan: Plan }] }>(explain);
    return rows.flatMap((row) => scansIn(row['QUERY PLAN'][0].Plan));
  });
}

function scansIn(plan: Plan): Scan[] {
  const within = (plan.Plans ?? []).flatMap(scansIn);
  const table = plan['Relation Name'];
  if (table === undefined) return within;
  const rows = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  return [{ kind: plan['Node Type'], table, index: plan['Index Name'], rows }, ...within];
}
