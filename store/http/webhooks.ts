/** Callbacks of outside parties: each event is handled once, and no signed request is accepted twice. */
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';

/** Notes a nonce. False when it was seen before, because then somebody replays a request. */
export async function useNonce(db: Database, party: string, nonce: string, at: Instant): Promise<boolean> {
  const row = await db
    .insertInto('webhook_nonces')
    .values({ party, nonce, seen_at: toDate(at) })
    .onConflict((conflict) => conflict.columns(['party', 'nonce']).doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return row !== undefined;
}

/** After this time without an end, an event counts as left by a crash. */
const TAKE_OVER_MS = 30_000;

/**
 * Decides whether to work on an event. `REPEAT`: it is done; give the first answer. `UNDER_WAY`: another process works on
 * it; the party will call again. `OTHER`: another content came under its id before. After `FRESH`, call {@link finishEvent},
 * or nothing when the work failed.
 */
export async function beginEvent(
  db: Database,
  event: { party: string; eventId: string; digest: Buffer; at: Instant },
): Promise<'FRESH' | 'REPEAT' | 'UNDER_WAY' | 'OTHER'> {
  const begun = await db
    .insertInto('webhook_events')
    .values({ party: event.party, event_id: event.eventId, digest: event.digest, begun_at: toDate(event.at) })
    .onConflict((conflict) =>
      conflict
        .columns(['party', 'event_id'])
        .doUpdateSet({ begun_at: toDate(event.at) })
        .where('webhook_events.done_at', 'is', null)
        .where('webhook_events.digest', '=', event.digest)
        .where('webhook_events.begun_at', '<', new Date(event.at - TAKE_OVER_MS)),
    )
    .returning('event_id')
    .executeTakeFirst();
  if (begun !== undefined) return 'FRESH';
  const row = await db
    .selectFrom('webhook_events')
    .select(['done_at', 'digest'])
    .where('party', '=', event.party)
    .where('event_id', '=', event.eventId)
    .executeTakeFirst();
  if (row?.digest?.equals(event.digest) === false) return 'OTHER';
  return row?.done_at == null ? 'UNDER_WAY' : 'REPEAT';
}

export async function finishEvent(db: Database, event: { party: string; eventId: string; at: Instant }): Promise<void> {
  await db
    .updateTable('webhook_events')
    .set({ done_at: toDate(event.at) })
    .where('party', '=', event.party)
    .where('event_id', '=', event.eventId)
    .execute();
}

/** The work failed in a way the party may try again at once; an event that was taken over meanwhile stays in hand. */
export async function forgetEvent(db: Database, event: { party: string; eventId: string; at: Instant }): Promise<void> {
  await db
    .deleteFrom('webhook_events')
    .where('party', '=', event.party)
    .where('event_id', '=', event.eventId)
    .where('done_at', 'is', null)
    .where('begun_at', '=', toDate(event.at))
    .execute();
}
