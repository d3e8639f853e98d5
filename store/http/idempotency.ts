/**
 * `Idempotency-Key` of the API's writes: the same key with the same request gets the stored answer, with another request a
 * conflict. A second request hears that the first is still under way; a request left by a crash is taken over.
 */
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
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

export type Begun =
  | { kind: 'FRESH' }
  | { kind: 'REPEAT'; response: StoredResponse }
  /** The key was used for another request. */
  | { kind: 'CONFLICT' }
  | { kind: 'UNDER_WAY' };

/** After this time without an answer, a request counts as left by a crash. */
const TAKE_OVER_MS = 60_000;

/** Decides whether to work on a request. After `FRESH`, call {@link finishRequest} or {@link forgetRequest}. */
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
        .doUpdateSet({ begun_at: toDate(request.at) })
        .where('idempotency.response', 'is', null)
        .where('idempotency.request_hash', '=', request.requestHash)
        .where('idempotency.begun_at', '<', new Date(request.at - TAKE_OVER_MS)),
    )
    .returning('key')
    .executeTakeFirst();
  if (begun !== undefined) return { kind: 'FRESH' };

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

/** Keeps the answer for repeats. */
export async function finishRequest(
  db: Database,
  vault: Vault,
  request: Pick<IdempotentRequest, 'accountId' | 'key' | 'route'>,
  response: StoredResponse,
): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ response: vault.sealPassing(RESPONSE, response) })
    .where('account_id', '=', request.accountId)
    .where('key', '=', request.key)
    .where('route', '=', request.route)
    .execute();
}

/** The request failed in a way that may be tried again. */
export async function forgetRequest(
  db: Database,
  request: Pick<IdempotentRequest, 'accountId' | 'key' | 'route'>,
): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('account_id', '=', request.accountId)
    .where('key', '=', request.key)
    .where('route', '=', request.route)
    .where('response', 'is', null)
    .execute();
}
