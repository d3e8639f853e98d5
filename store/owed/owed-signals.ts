/** Signals that are owed to filings, written in the transaction that makes them necessary. */
import { sql } from 'kysely';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import { ENDED_STAGES } from '../../domain/lifecycle/stage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { OwedSignal } from './tables.ts';

/** A signal for one process. Its action id makes it happen once, however often it is owed. */
export interface SignalTo {
  /** An order, or the case of an inspection. */
  orderId: CaseId;
  actionId: ActionId;
  signal: OwedSignal;
}

/** Owes each of these signals; what is owed already is tried at once. Returns the numbers of the work. */
export async function oweSignals(trx: Database, signals: readonly SignalTo[], now: Instant): Promise<number[]> {
  if (signals.length === 0) return [];
  const rows = signals.map(({ orderId, actionId, signal }) => ({
    kind: 'SIGNAL' as const,
    case_id: orderId,
    name: actionId,
    content: JSON.stringify(signal),
    owed_since: toDate(now),
    next_try_at: toDate(now),
  }));
  const owed = await trx
    .insertInto('owed_work')
    .values(rows)
    .onConflict((known) =>
      known.columns(['case_id', 'kind', 'name']).doUpdateSet({ next_try_at: toDate(now), set_aside_at: null }),
    )
    .returning('id')
    .execute();
  return owed.map(({ id }) => id);
}

/** Owes one signal to every order that has not ended. Returns the numbers of the work. */
export async function oweToEveryFiling(
  trx: Database,
  { actionId, signal }: Omit<SignalTo, 'orderId'>,
  now: Instant,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into owed_work (kind, case_id, name, content, owed_since, next_try_at)
    select 'SIGNAL', id, ${actionId}, ${JSON.stringify(signal)}::jsonb, ${toDate(now)}, ${toDate(now)}
    from orders where stage <> all(${sql.val([...ENDED_STAGES])})
    on conflict do nothing
    returning id`.execute(trx);
  return rows.map(({ id }) => id);
}
