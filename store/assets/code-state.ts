/** The states of authorization codes (R-CODE-5), and their look-up. */
import type { Instant } from '../../domain/time/instant.ts';
import type { CodeState } from './tables.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** The blind index under which codes are looked up; case, spaces and hyphens do not matter. */
export const codeIndex = (vault: Vault, code: string): Buffer =>
  vault.blindIndex('authorization-code', code.replaceAll(/[\s-]/g, '').toUpperCase());

export const codesOf = (rows: readonly { code_id: string | null }[]): string[] =>
  rows.flatMap(({ code_id: codeId }) => (codeId === null ? [] : [codeId]));

export async function setCodeState(db: Database, ids: readonly string[], state: CodeState, at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('authorization_codes')
    .set({ state, changed_at: toDate(at) })
    .where('id', 'in', ids)
    .where('state', '<>', 'VOID')
    .execute();
}
