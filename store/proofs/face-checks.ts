/** Face checks: sessions at the vendor and their results, per person of an order (R-AUTH-8, R-AUTH-9). */
import type { Selectable } from 'kysely';
import type { FaceCheckCause, FaceCheckEnding } from '../../domain/proofs/face-check.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';
import { ifReadable, open, seal, type Column, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { caseKey, keyIfReadable } from '../cases/case-key.ts';
import type { LivenessSessionsTable, LivenessStatus } from './tables.ts';

const URL: Column<string> = { name: 'liveness_sessions.url' };
/** A digest of name and document could be guessed, so it is sealed under the case's key like the data itself. */
const FINGERPRINT: Column<string> = { name: 'liveness_sessions.person_fingerprint' };
const RETURN_TO: Column<string> = { name: 'liveness_sessions.return_to' };
const REASON: Column<string> = { name: 'liveness_sessions.sealed_reason' };

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
  /** The vendor's code and words of a fail; absent once the order is erased. */
  reason: string | undefined;
  cause: FaceCheckCause | undefined;
  /** Until when the vendor lets the person try, by the wall clock. */
  linkUntil: Instant;
  /** The person's browser came back, or the vendor called. */
  returned: boolean;
  /** The portal's page that the person comes back to. */
  returnTo: string | undefined;
  /** The filing has not heard of the result yet. */
  unacknowledged: boolean;
}

export interface NewSession {
  orderId: OrderId;
  personId: string;
  personFingerprint: string;
  vendorReference: string;
  url?: string;
  returnTo?: string | undefined;
  at: Instant;
  /** By the wall clock. */
  linkUntil: Instant;
}

/** Notes a session that was opened at the vendor. The same reference again is a repeat. Nothing is noted of an erased order. */
export async function startSession(db: Database, vault: Vault, session: NewSession): Promise<void> {
  const key = await caseKey(db, vault, session.orderId);
  if (key === undefined) return;
  await db
    .insertInto('liveness_sessions')
    .values({
      order_id: session.orderId,
      person_id: session.personId,
      person_fingerprint: seal(key, FINGERPRINT, session.personFingerprint),
      vendor_reference: session.vendorReference,
      url: session.url === undefined ? null : seal(key, URL, session.url),
      return_to: session.returnTo === undefined ? null : seal(key, RETURN_TO, session.returnTo),
      started_at: toDate(session.at),
      link_until: toDate(session.linkUntil),
    })
    .onConflict((conflict) => conflict.column('vendor_reference').doNothing())
    .execute();
}

/**
 * How a session ended. The first ending counts, except that a pass under the same link may follow a fail; `changed` says
 * whether this call changed it. The filing must then be told of a pass or a fail (`markTold`). Undefined when there is no
 * such session.
 */
export async function finishSession(
  db: Database,
  vault: Vault,
  vendorReference: string,
  ending: FaceCheckEnding & { at: Instant },
): Promise<{ session: LivenessSession; changed: boolean } | undefined> {
  const { status, at } = ending;
  const begun = await readSession(db, vault, { vendorReference });
  if (begun === undefined) return undefined;
  const key = await caseKey(db, vault, begun.orderId);
  const reason = status === 'PASSED' ? undefined : ending.reason;
  const failed = {
    reason: null,
    sealed_reason: key === undefined || reason === undefined ? null : seal(key, REASON, reason),
    cause: status === 'PASSED' ? null : ending.cause,
  };
  const before: LivenessStatus[] = status === 'PASSED' ? ['STARTED', 'FAILED', 'EXPIRED'] : ['STARTED'];
  const updated = await db
    .updateTable('liveness_sessions')
    .set({ status, finished_at: toDate(at), untold: status !== 'EXPIRED', ...failed })
    .where('vendor_reference', '=', vendorReference)
    .where('status', 'in', before)
    .returning('id')
    .executeTakeFirst();
  const session = await readSession(db, vault, { vendorReference });
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
  return row === undefined ? undefined : toSession(await caseKey(db, vault, row.order_id), row);
}

/** Sessions of an order, oldest first. */
export async function sessionsOf(db: Database, vault: Vault, orderId: OrderId): Promise<LivenessSession[]> {
  const rows = await db
    .selectFrom('liveness_sessions')
    .innerJoin('cases', 'cases.id', 'liveness_sessions.order_id')
    .selectAll('liveness_sessions')
    .select('cases.wrapped_key')
    .where('order_id', '=', orderId)
    .orderBy('started_at')
    .orderBy('liveness_sessions.id')
    .execute();
  return rows.map((row) => {
    const key = keyIfReadable(vault, { id: orderId, wrapped_key: row.wrapped_key });
    return toListedSession(key, row);
  });
}

/** A session of a list: as of an erased order when it cannot be opened, so that it hides no other. It then proves nobody. */
export const toListedSession = (key: DataKey | undefined, row: Selectable<LivenessSessionsTable>): LivenessSession =>
  ifReadable(() => toSession(key, row)) ?? toSession(undefined, row);

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
  reason: (key && row.sealed_reason ? open(key, REASON, row.sealed_reason) : row.reason) ?? undefined,
  cause: row.cause ?? undefined,
  linkUntil: fromDate(row.link_until),
  returned: row.returned,
  returnTo: key && row.return_to ? open(key, RETURN_TO, row.return_to) : undefined,
  unacknowledged: row.untold,
});
