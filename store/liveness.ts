/** Face checks: sessions at the vendor and what came of them, per person of an order (R-AUTH-8, R-AUTH-9). */
import type { Selectable } from 'kysely';
import type { OrderId } from '../domain/identifiers.ts';
import type { Instant } from '../domain/instant.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from './database.ts';
import { open, seal, type Column, type DataKey, type Vault } from './envelope.ts';
import { orderKey } from './orders.ts';
import type { LivenessSessionsTable, LivenessStatus } from './schema.ts';

const URL: Column<string> = { name: 'liveness_sessions.url' };
/** A digest of name and document could be guessed; it goes with the order's key like the data it is made of. */
const FINGERPRINT: Column<string> = { name: 'liveness_sessions.person_fingerprint' };

export interface LivenessSession {
  id: string;
  orderId: OrderId;
  personId: string;
  /** Of the person as they were when the session began; empty once the order is erased. */
  personFingerprint: string;
  vendorReference: string;
  /** Where the person takes the check; absent once the order is erased. */
  url: string | undefined;
  status: LivenessStatus;
  startedAt: Instant;
  finishedAt: Instant | undefined;
  /** The vendor's reason code of a fail. */
  reason: string | undefined;
}

/** A pass stays good while the person's name and document are unchanged (R-AUTH-9). */
export interface LivenessPass {
  personId: string;
  personFingerprint: string;
  at: Instant;
}

export interface NewSession {
  orderId: OrderId;
  personId: string;
  personFingerprint: string;
  vendorReference: string;
  url?: string;
  at: Instant;
}

/** Notes a session that was opened at the vendor. The same reference again is a repeat. Nothing is noted of an erased order. */
export async function startSession(db: Database, vault: Vault, session: NewSession): Promise<void> {
  const key = await orderKey(db, vault, session.orderId);
  if (key === undefined) return;
  await db
    .insertInto('liveness_sessions')
    .values({
      order_id: session.orderId,
      person_id: session.personId,
      person_fingerprint: seal(key, FINGERPRINT, session.personFingerprint),
      vendor_reference: session.vendorReference,
      url: session.url === undefined ? null : seal(key, URL, session.url),
      started_at: toDate(session.at),
    })
    .onConflict((conflict) => conflict.column('vendor_reference').doNothing())
    .execute();
}

/** The vendor's result. The first one stands; `changed` tells whether this was it. Undefined: no such session. */
export async function finishSession(
  db: Database,
  vault: Vault,
  result: { vendorReference: string; status: 'PASSED' | 'FAILED'; at: Instant; reason?: string },
): Promise<{ session: LivenessSession; changed: boolean } | undefined> {
  const updated = await db
    .updateTable('liveness_sessions')
    .set({ status: result.status, finished_at: toDate(result.at), reason: result.reason ?? null })
    .where('vendor_reference', '=', result.vendorReference)
    .where('status', '=', 'STARTED')
    .returning('id')
    .executeTakeFirst();
  const session = await readSession(db, vault, { vendorReference: result.vendorReference });
  return session === undefined ? undefined : { session, changed: updated !== undefined };
}

/** A session by its own id or by the vendor's reference. */
export async function readSession(
  db: Database,
  vault: Vault,
  which: { id: string } | { vendorReference: string },
): Promise<LivenessSession | undefined> {
  const query = db.selectFrom('liveness_sessions').selectAll();
  const row = await (
    'id' in which ? query.where('id', '=', which.id) : query.where('vendor_reference', '=', which.vendorReference)
  ).executeTakeFirst();
  return row === undefined ? undefined : toSession(await orderKey(db, vault, row.order_id), row);
}

/** Sessions of an order, oldest first. */
export async function sessionsOf(db: Database, vault: Vault, orderId: OrderId): Promise<LivenessSession[]> {
  const rows = await db
    .selectFrom('liveness_sessions')
    .innerJoin('orders', 'orders.id', 'liveness_sessions.order_id')
    .selectAll('liveness_sessions')
    .select('orders.wrapped_key')
    .where('order_id', '=', orderId)
    .orderBy('started_at')
    .orderBy('liveness_sessions.id')
    .execute();
  return rows.map((row) => {
    const key = row.wrapped_key === null ? undefined : vault.unwrap(orderId, row.wrapped_key);
    return toSession(key, row);
  });
}

/** The latest pass of each person. Whether it is still good (age, unchanged person) is for the rules to say. */
export async function currentPasses(db: Database, vault: Vault, orderId: OrderId): Promise<LivenessPass[]> {
  const rows = await db
    .selectFrom('liveness_sessions')
    .distinctOn('person_id')
    .select(['person_id', 'person_fingerprint', 'finished_at'])
    .where('order_id', '=', orderId)
    .where('status', '=', 'PASSED')
    .orderBy('person_id')
    .orderBy('finished_at', 'desc')
    .execute();
  const key = await orderKey(db, vault, orderId);
  return rows.flatMap((row) => {
    const at = fromOptionalDate(row.finished_at);
    if (at === undefined || key === undefined) return [];
    return [{ personId: row.person_id, personFingerprint: open(key, FINGERPRINT, row.person_fingerprint), at }];
  });
}

/** Sessions without a result since `before`; whoever asks the vendor works through them. */
export async function unansweredSessions(
  db: Database,
  request: { before: Instant; limit: number },
): Promise<{ orderId: OrderId; personId: string; vendorReference: string }[]> {
  const rows = await db
    .selectFrom('liveness_sessions')
    .select(['order_id', 'person_id', 'vendor_reference'])
    .where('status', '=', 'STARTED')
    .where('started_at', '<', toDate(request.before))
    .orderBy('started_at')
    .limit(request.limit)
    .execute();
  return rows.map((row) => ({
    orderId: row.order_id,
    personId: row.person_id,
    vendorReference: row.vendor_reference,
  }));
}

const toSession = (key: DataKey | undefined, row: Selectable<LivenessSessionsTable>): LivenessSession => ({
  id: row.id,
  orderId: row.order_id,
  personId: row.person_id,
  personFingerprint: key === undefined ? '' : open(key, FINGERPRINT, row.person_fingerprint),
  vendorReference: row.vendor_reference,
  url: key && row.url ? open(key, URL, row.url) : undefined,
  status: row.status,
  startedAt: fromDate(row.started_at),
  finishedAt: fromOptionalDate(row.finished_at),
  reason: row.reason ?? undefined,
});
