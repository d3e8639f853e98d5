/** Face checks that are not settled: when to ask the vendor, and whether the filing has heard of the result. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { LivenessSession } from './face-checks.ts';

export interface SessionToAsk {
  id: string;
  orderId: OrderId;
  vendorReference: string;
}

/** Sessions about which the vendor is to be asked by `now` (wall clock), the longest due first; not those set aside. */
export function sessionsToAsk(db: Database, request: { now: Instant; limit: number }): Promise<SessionToAsk[]> {
  return db
    .selectFrom('liveness_sessions as session')
    .select(['session.id', 'session.order_id as orderId', 'session.vendor_reference as vendorReference'])
    .where('session.status', '=', 'STARTED')
    .where('session.ask_at', '<=', toDate(request.now))
    .where((is) => {
      const aside = is
        .selectFrom('owed_work as owed')
        .select('owed.id')
        .whereRef('owed.case_id', '=', 'session.order_id')
        .where('owed.kind', '=', 'FACE_CHECK')
        .where(sql<boolean>`owed.name = session.id::text`)
        .where('owed.set_aside_at', 'is not', null);
      return is.not(is.exists(aside));
    })
    .orderBy('session.ask_at')
    .limit(request.limit)
    .execute();
}

/** The filing has heard of the session as it was read; a later change is told again. */
export async function markTold(db: Database, { id, status }: Pick<LivenessSession, 'id' | 'status'>): Promise<void> {
  await db
    .updateTable('liveness_sessions')
    .set({ untold: false })
    .where('id', '=', id)
    .where('status', '=', status)
    .execute();
}

/**
 * The person's browser came back, or the vendor called, so the vendor is asked at once. False when there is no such session.
 */
export async function noteReturn(db: Database, vendorReference: string, at: Instant): Promise<boolean> {
  const noted = await db
    .updateTable('liveness_sessions')
    .set({ returned: true, ask_at: toDate(at) })
    .where('vendor_reference', '=', vendorReference)
    .returning('id')
    .executeTakeFirst();
  return noted !== undefined;
}

/**
 * Takes the turn to ask the vendor about a session, and notes when it is to be asked again; wall clock. False when somebody has asked
 * since `notBefore`: of several at the same moment one asks.
 */
export async function takeQuestion(
  db: Database,
  vendorReference: string,
  { at, notBefore, next }: { at: Instant; notBefore: Instant; next: Instant },
): Promise<boolean> {
  const taken = await db
    .updateTable('liveness_sessions')
    .set({ asked_at: toDate(at), ask_at: toDate(next) })
    .where('vendor_reference', '=', vendorReference)
    .where((is) => is.or([is('asked_at', 'is', null), is('asked_at', '<=', toDate(notBefore))]))
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}
