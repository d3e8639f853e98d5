/** Authorization codes: each stands for a server of another account and backs one website (R-CODE-1 … R-CODE-8). */
import { sql, type Selectable } from 'kysely';
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { cursorInstant, readCursor } from '../postgres/cursor.ts';
import { cutPage, mapPage, type Page, type PageRequest } from '../postgres/page.ts';
import { ifReadable, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { codeIndex } from './code-state.ts';
import { lockInstance } from './reserve-instance.ts';
import { toReservation, type Reservation } from './instance-reservations.ts';
import type { AuthorizationCodesTable, CodeState } from './tables.ts';

const CODE: Column<string> = { name: 'authorization_codes.code' };

export interface AuthorizationCode {
  id: string;
  /** The credential itself; shown to the account that generated it. Absent when it cannot be opened. */
  code: string | undefined;
  instanceId: string;
  accountId: AccountId;
  grantedTo: AccountId | undefined;
  state: CodeState;
  createdAt: Instant;
  changedAt: Instant;
  voidReason: string | undefined;
}

export type GeneratedCode =
  { created: true; code: AuthorizationCode & { code: string } } | { created: false; reason: 'TOO_MANY' };

/** Generates a code for an instance, at most `max` (5, R-CODE-2) so far. The caller checks the conditions of R-CODE-3. */
export function generateCode(
  db: Database,
  vault: Vault,
  request: { instanceId: string; accountId: AccountId; grantedTo?: AccountId; max: number; at: Instant },
): Promise<GeneratedCode> {
  return inTransaction(db, async (trx) => {
    await lockInstance(trx, request.instanceId);
    const { count } = await trx
      .selectFrom('authorization_codes')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('instance_id', '=', request.instanceId)
      .executeTakeFirstOrThrow();
    if (count >= request.max) return { created: false, reason: 'TOO_MANY' };
    const text = newCode();
    const row = await trx
      .insertInto('authorization_codes')
      .values({
        instance_id: request.instanceId,
        account_id: request.accountId,
        granted_to: request.grantedTo ?? null,
        code_index: codeIndex(vault, text),
        code: vault.sealPassing(CODE, text),
        created_at: toDate(request.at),
        changed_at: toDate(request.at),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { created: true, code: { ...toCode(vault, row), code: text } };
  });
}

/** Codes of one instance, oldest first. */
export async function codesOfInstance(db: Database, vault: Vault, instanceId: string): Promise<AuthorizationCode[]> {
  const rows = await ofInstance(db, instanceId).execute();
  return rows.map((row) => toCode(vault, row));
}

/** One page of them. Throws `CursorError` for a cursor that was not given out here. */
export async function codePage(
  db: Database,
  vault: Vault,
  instanceId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<AuthorizationCode>> {
  let query = ofInstance(db, instanceId);
  if (cursor !== undefined) {
    const [createdAt, id] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(created_at, id) > (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query.limit(limit + 1).execute();
  return mapPage(
    cutPage(rows, limit, (row) => [row.created_at.toISOString(), row.id]),
    (row) => toCode(vault, row),
  );
}

/** When it was created, and its id. */
const placeSchema = z.tuple([cursorInstant, z.uuid()]);

const ofInstance = (db: Database, instanceId: string) =>
  db
    .selectFrom('authorization_codes')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('created_at')
    .orderBy('id');

/**
 * Codes of an expired server, or one withdrawn code, become void (R-CODE-6, R-CODE-8). Used codes stay used. Returns the
 * websites of open orders that use a code which is void now; their filings are to be told with `codeRevoked`. A second call
 * returns the same websites, so a caller who could not tell them may try again.
 */
export function voidCodes(
  db: Database,
  which: { instanceId: string } | { codeId: string },
  change: { at: Instant; reason: string },
): Promise<Reservation[]> {
  return inTransaction(db, async (trx) => {
    const update = trx
      .updateTable('authorization_codes')
      .set({ state: 'VOID', changed_at: toDate(change.at), void_reason: change.reason })
      .where('state', 'in', ['UNUSED', 'IN_USE']);
    await (
      'codeId' in which ? update.where('id', '=', which.codeId) : update.where('instance_id', '=', which.instanceId)
    ).execute();
    const standing = trx
      .selectFrom('reservations')
      .innerJoin('authorization_codes as code', 'code.id', 'reservations.code_id')
      .selectAll('reservations')
      .where('reservations.state', '=', 'RESERVED')
      .where('code.state', '=', 'VOID')
      .orderBy('order_id');
    const rows = await (
      'codeId' in which
        ? standing.where('code.id', '=', which.codeId)
        : standing.where('code.instance_id', '=', which.instanceId)
    ).execute();
    return rows.map(toReservation);
  });
}

/** Letters and digits that are not mistaken for one another. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 16;
const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length))).join('');

const toCode = (vault: Vault, row: Selectable<AuthorizationCodesTable>): AuthorizationCode => ({
  id: row.id,
  code: ifReadable(() => vault.openPassing(CODE, row.code)),
  instanceId: row.instance_id,
  accountId: row.account_id,
  grantedTo: row.granted_to ?? undefined,
  state: row.state,
  createdAt: fromDate(row.created_at),
  changedAt: fromDate(row.changed_at),
  voidReason: row.void_reason ?? undefined,
});
