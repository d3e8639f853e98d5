/** The case of the provider's filing desk: what somebody has to look at and what belongs to no order. */
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import type { DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { caseKey } from './case-key.ts';

/** Stands where an order's number stands. */
export const DESK_CASE = 'DESK' as CaseId;
/** No customer's. */
const DESK_ACCOUNT = 'desk' as AccountId;

/** The key of the desk's case, which is opened when it is needed first. */
export async function deskCaseKey(trx: Database, vault: Vault, at: Instant): Promise<DataKey | undefined> {
  const { wrapped } = vault.newKey(DESK_CASE);
  await trx
    .insertInto('cases')
    .values({ id: DESK_CASE, kind: 'DESK', account_id: DESK_ACCOUNT, opened_at: toDate(at), wrapped_key: wrapped })
    .onConflict((known) => known.column('id').doNothing())
    .execute();
  return caseKey(trx, vault, DESK_CASE);
}
