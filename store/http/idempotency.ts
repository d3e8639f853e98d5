/**
 * `Idempotency-Key` of the API's writes: the same key with the same request gets the stored answer, with another request a
 * conflict. A second request hears that the first is still under way, for as long as the first goes on and says so
 * ({@link holdRequest}); a request left by a crash is taken over. Each takeover gives the key a new turn, and only the present
 * turn can keep an answer, so a first request that comes back late overwrites nothing.
 */
import type { ExpressionBuilder } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Schema } from '../postgres/schema.ts';
import type { Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export interface StoredResponse {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** May hold personal data, so it is sealed, and deleted when the key gets old. */
const RESPONSE: Column<StoredResponse> = { name: 'idempotency.response' };

export interface IdempotentRequest {
  /** Keys of different callers never collide. */
  accountId: string;
  key: string;
  /** Method and path. */
  route: string;
  /** Digest of the body. */
  requestHash: string;
  /** Wall time. */
  at: Instant;
}

/** A request that is being worked on, and in which turn. */
export type HeldRequest = Pick<IdempotentRequest, 'accountId' | 'key' | 'route'> & { turn: number };

export type Begun =
  | { kind: 'FRESH'; turn: number }
  | { kind: 'REPEAT'; response: StoredResponse }
  /** The key was used for another request. */
  | { kind: 'CONFLICT' }
  | { kind: 'UNDER_WAY' };

/** After this time without a word from it, a request counts as left by a crash. */
const TAKE_OVER_MS = 60_000;
/** How often a request that goes on says so. */
export const HOLD_EVERY_MS = TAKE_OVER_MS / 4;

/**
 * Decides whether to work on a request. After `FRESH`, call {@link holdRequest} every {@link HOLD_EVERY_MS} and in the end
 * {@link finishRequest} or {@link forgetRequest}.
 */
export async function beginRequest(db: Database, vault: Vault, request: IdempotentRequest): Promise<Begun> {
  const begun = await db
    .insertInto('idempotency')
    .values({
      account_id: request.accountId,
      key: request.key,
      route: request.route,
      request_hash: request.requestHash,
      begun_at: toDate(request.at),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'key', 'route'])
        .doUpdateSet((eb) => ({ begun_at: toDate(request.at), turn: eb('idempotency.turn', '+', 1) }))
        .where('idempotency.response', 'is', null)
        .where('idempotency.request_hash', '=', request.requestHash)
        .where('idempotency.begun_at', '<', new Date(request.at - TAKE_OVER_MS)),
    )
    .returning('turn')
    .executeTakeFirst();
  if (begun !== undefined) return { kind: 'FRESH', turn: begun.turn };

  const row = await db
    .selectFrom('idempotency')
    .select(['request_hash', 'response'])
    .where('account_id', '=', request.accountId)
    .where('key', '=', request.key)
    .where('route', '=', request.route)
    .executeTakeFirst();
  if (row === undefined) return beginRequest(db, vault, request);
  if (row.request_hash !== request.requestHash) return { kind: 'CONFLICT' };
  if (row.response === null) return { kind: 'UNDER_WAY' };
  return { kind: 'REPEAT', response: vault.openPassing(RESPONSE, row.response) };
}

/** Whether this key was used for this route. */
export async function isKnownRequest(
  db: Database,
  { accountId, key, route }: Pick<IdempotentRequest, 'accountId' | 'key' | 'route'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('idempotency')
    .select('key')
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .where('route', '=', route)
    .executeTakeFirst();
  return row !== undefined;
}

/** The request goes on, so nobody takes it over. */
export async function holdRequest(db: Database, held: HeldRequest, at: Instant): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ begun_at: toDate(at) })
    .where(ours(held))
    .execute();
}

/** Keeps the answer for repeats, unless another request has taken the key over. */
export async function finishRequest(
  db: Database,
  vault: Vault,
  held: HeldRequest,
  response: StoredResponse,
): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ response: vault.sealPassing(RESPONSE, response) })
    .where(ours(held))
    .execute();
}

/** The request failed in a way that may be tried again. */
export async function forgetRequest(db: Database, held: HeldRequest): Promise<void> {
  await db.deleteFrom('idempotency').where(ours(held)).execute();
}

/** The row is this request's, and has no answer yet. */
const ours =
  ({ accountId, key, route, turn }: HeldRequest) =>
  (eb: ExpressionBuilder<Schema, 'idempotency'>) =>
    eb.and({ account_id: accountId, key, route, turn }).and('response', 'is', null);
