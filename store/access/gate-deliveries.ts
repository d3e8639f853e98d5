/** How far each gateway of the network was told what the access gate says. */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';

/** The first pause after a try that failed; each later one is twice as long. */
const FIRST_PAUSE_S = 5;
const LONGEST_PAUSE_S = 300;

/** The number of the last change that the gateway has; undefined while its next try is not due yet. */
export async function deliveredUpTo(db: Database, gateway: string, now: Instant): Promise<number | undefined> {
  const row = await db
    .selectFrom('gate_deliveries')
    .select(['delivered_seq', 'next_try_at'])
    .where('gateway', '=', gateway)
    .executeTakeFirst();
  if (row === undefined) return 0;
  return row.next_try_at !== null && row.next_try_at > toDate(now) ? undefined : row.delivered_seq;
}

/** The gateway has everything up to this change. */
export async function noteDelivered(db: Database, gateway: string, seq: number): Promise<void> {
  const held = { delivered_seq: seq, attempts: 0, next_try_at: null, last_error: null };
  await db
    .insertInto('gate_deliveries')
    .values({ gateway, ...held })
    .onConflict((known) => known.column('gateway').doUpdateSet(held))
    .execute();
}

/** The gateway did not take what is due; returns how often in a row. */
export async function noteUndelivered(db: Database, gateway: string, error: string, now: Instant): Promise<number> {
  const at = toDate(now);
  const { rows } = await sql<{ attempts: number }>`
    insert into gate_deliveries as known (gateway, delivered_seq, attempts, next_try_at, last_error)
    values (${gateway}, 0, 1, ${at}::timestamptz + ${FIRST_PAUSE_S} * interval '1 second', ${error})
    on conflict (gateway) do update set
      attempts = known.attempts + 1,
      next_try_at = ${at}::timestamptz
        + interval '1 second' * least(${LONGEST_PAUSE_S}, ${FIRST_PAUSE_S} * 2 ^ least(known.attempts, 10)),
      last_error = excluded.last_error
    returning attempts`.execute(db);
  return rows[0]?.attempts ?? 1;
}
