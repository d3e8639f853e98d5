/** Face checks that are not settled: when to ask the vendor, and which results the filing has not heard of yet. */
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { LivenessSession } from './face-checks.ts';

/**
 * Sessions that are due, the longest due first: the vendor is to be asked by `now` (wall clock), or the filing has not heard
 * of the result.
 */
export async function sessionsToSettle(db: Database, request: { now: Instant; limit: number }): Promise<string[]> {
  const now = toDate(request.now);
  const rows = await db
    .selectFrom('liveness_sessions')
    .select('vendor_reference')
    .where((is) => is.or([is.and([is('status', '=', 'STARTED'), is('ask_at', '<=', now)]), is('untold', '=', true)]))
    .orderBy('ask_at')
    .limit(request.limit)
    .execute();
  return rows.map((row) => row.vendor_reference);
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

/** When the vendor is to be asked about a session again; wall clock. */
export async function askAgainAt(db: Database, vendorReference: string, at: Instant): Promise<void> {
  await db
    .updateTable('liveness_sessions')
    .set({ ask_at: toDate(at) })
    .where('vendor_reference', '=', vendorReference)
    .execute();
}
