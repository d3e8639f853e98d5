/** The data key of a case: everything personal about the case is sealed with it. */
import type { CaseId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';
import { ifReadable, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

/** Opens a case's key; undefined when there is no such case, or its data is erased. */
export const caseKey = async (db: Database, vault: Vault, caseId: CaseId): Promise<DataKey | undefined> =>
  keyOf(vault, await readKey(db, caseId));

/** The same where work goes on without the case's data: undefined as well when the key cannot be opened. */
export const caseKeyIfReadable = async (db: Database, vault: Vault, caseId: CaseId): Promise<DataKey | undefined> =>
  keyIfReadable(vault, await readKey(db, caseId));

async function readKey(db: Database, caseId: CaseId): Promise<KeyRow> {
  const row = await db.selectFrom('cases').select('wrapped_key').where('id', '=', caseId).executeTakeFirst();
  return { id: caseId, wrapped_key: row?.wrapped_key ?? null };
}

interface KeyRow {
  id: CaseId;
  wrapped_key: Buffer | null;
}

/** Opens the key of a case whose row was read; undefined once the case's data is erased. */
export const keyOf = (vault: Vault, row: KeyRow): DataKey | undefined =>
  row.wrapped_key === null ? undefined : vault.unwrap(row.id, row.wrapped_key);

/** The same where work goes on without the case's data. */
export const keyIfReadable = (vault: Vault, row: KeyRow): DataKey | undefined => ifReadable(() => keyOf(vault, row));
